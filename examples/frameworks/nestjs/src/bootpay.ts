import { type ArgumentsHost, Catch, HttpException } from '@nestjs/common'
import { BaseExceptionFilter } from '@nestjs/core'
import { BootpayClient, BootpayError } from 'bootpay-backend-nodejs'

/** 주입할 클라이언트. 토큰도 이 하나가 간직합니다. (The client to inject; it keeps the token.) */
const bootpay = new BootpayClient()
bootpay.setConfig(process.env.BOOTPAY_APPLICATION_ID ?? '', process.env.BOOTPAY_PRIVATE_KEY ?? '')
export const bootpayProvider = { provide: BootpayClient, useValue: bootpay }

/** 부트페이의 401은 가게의 키 문제입니다. 고객에게는 502로 답합니다. (A 401 of Bootpay is not the customer's.) */
@Catch(BootpayError)
export class BootpayFilter extends BaseExceptionFilter {
  catch(error: BootpayError, host: ArgumentsHost) {
    console.error(error)
    const text = '요청과 처리 결과를 확인하세요. 환불이면 취소된 금액부터 보세요'
    const body = { error: text, outcomeUnknown: error.outcomeUnknown }
    super.catch(new HttpException(body, error.type === 'input' ? 400 : 502), host)
  }
}
