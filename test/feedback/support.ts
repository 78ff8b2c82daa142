/** A webhook of an ordinary payment, as the gateway's manual shows it. */
export const privateKey = 'a sample private key'
export const ordinary = {
  receipt_id: '61284ee90199430036b4ef1a',
  pg: 'danal',
  method: 'card',
  application_id: 'a sample application',
  name: '상품권구매',
  private_key: privateKey,
  order_id: 'order-1',
  payment_data: { card_name: '삼성카드', card_no: '5361480000000049', p: 99000, s: 1, g: 2 },
  unit: 'krw',
  purchased_at: '2021-08-27 11:34:23',
  price: 99000,
  retry_count: 0,
  status: 1,
}

export function urlencoded(fields: object): string {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== 'object') form.append(name, String(value))
    else for (const [inner, item] of Object.entries(value)) form.append(`${name}[${inner}]`, String(item))
  }
  return form.toString()
}
