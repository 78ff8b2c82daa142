/** Display names of the PGs. */
const providers: ReadonlyMap<string, string> = new Map([
  ['kcp', 'KCP'],
  ['danal', '다날'],
  ['inicis', '이니시스'],
  ['mobilians', '모빌리언스'],
  ['nicepay', '나이스페이먼츠'],
  ['toss', '토스페이먼츠'],
  ['payapp', '페이앱'],
  ['udpay', '유디페이'],
  ['kicc', '이지페이'],
  ['tpay', 'tPay'],
  ['payletter', '페이레터'],
  ['welcome', '웰컴페이먼츠'],
  ['settlebank', '세틀뱅크'],
  ['npay', '네이버페이'],
  ['kakao', '카카오페이'],
  ['payco', '페이코'],
])

interface Method {
  readonly name: string
  readonly group: string
  readonly groupName: string
  /** The numeric group in `payment_data`; only 2 (cards) is known. */
  readonly number: number
}

const card = { group: 'card', groupName: '신용카드', number: 2 }

const methods: ReadonlyMap<string, Method> = new Map([
  ['card', { name: '카드결제', ...card }],
  ['card_rebill', { name: '카드정기결제', ...card }],
  ['card_rebill_rest', { name: '카드정기결제(REST)', ...card }],
  ['easy_card', { name: '카드간편결제', ...card }],
  ['easy', { name: '간편결제', group: 'easy', groupName: '간편결제', number: 0 }],
  ['easy_bank', { name: '계좌간편결제', group: 'bank', groupName: '계좌이체', number: 0 }],
  ['phone', { name: '휴대폰소액결제', group: 'phone', groupName: '휴대전화', number: 0 }],
  ['bank', { name: '계좌이체', group: 'bank', groupName: '계좌이체', number: 0 }],
  ['vbank', { name: '가상계좌', group: 'vbank', groupName: '가상계좌', number: 0 }],
  ['npay', { name: '네이버페이', group: 'npay', groupName: '네이버페이', number: 0 }],
  ['kakao', { name: '카카오페이', group: 'kakao_money', groupName: '카카오머니', number: 0 }],
  ['payco', { name: '페이코', group: 'payco', groupName: '페이코', number: 0 }],
  ['auth', { name: '본인인증', group: 'auth', groupName: '본인인증', number: 0 }],
])

export function isProvider(pg: string): boolean {
  return providers.has(pg)
}

export function providerName(pg: string): string {
  return providers.get(pg) ?? pg
}

export function isMethod(method: string): boolean {
  return methods.has(method)
}

/** A method that a payment window offers. The one of keys issued by the REST API appears only in answers. */
export function isWindowMethod(method: string): boolean {
  return isMethod(method) && method !== 'card_rebill_rest'
}

export function methodOf(method: string): Method {
  return methods.get(method) ?? { name: method, group: method, groupName: method, number: 0 }
}

/** A card, also when Kakao or Payco is the PG and its own name the method. */
export function isCard(pg: string, method: string): boolean {
  return methodOf(method).group === 'card' || (pg === method && (pg === 'kakao' || pg === 'payco'))
}

/** The issuer's code belongs to the PG; each gets the one that was seen there. */
export function issuerOf(pg: string): { code?: string; name: string } {
  if (pg === 'kcp') return { code: 'CCKM', name: 'KB국민카드' }
  if (pg === 'danal') return { code: '0500', name: '삼성카드' }
  if (pg === 'payapp') return { name: '하나' }
  return { code: '02', name: 'KB국민' }
}

/** Names of the banks that a refund or a virtual account can have. */
export const banks: ReadonlyMap<string, string> = new Map([
  ['001', '한국은행'],
  ['003', '기업은행'],
  ['004', '국민은행'],
  ['005', '외환은행'],
  ['007', '수협은행'],
  ['011', '농협은행'],
  ['020', '우리은행'],
  ['023', 'SC은행'],
  ['031', '대구은행'],
  ['032', '부산은행'],
  ['034', '광주은행'],
  ['039', '경남은행'],
  ['071', '우체국'],
  ['081', 'KEB하나은행'],
  ['088', '신한은행'],
  ['089', '케이뱅크'],
  ['090', '카카오뱅크'],
])
