type Clients = Record<string, () => Promise<number>>

export const direct: Clients
export const aroundProxies: Clients
