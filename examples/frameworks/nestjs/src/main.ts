import 'reflect-metadata'
import { Module } from '@nestjs/common'
import { APP_FILTER, NestFactory } from '@nestjs/core'
import { BootpayFilter, bootpayProvider } from './bootpay.js'
import { ShopController } from './shop.controller.js'

const filter = { provide: APP_FILTER, useClass: BootpayFilter }
@Module({ providers: [bootpayProvider, filter], controllers: [ShopController] })
class ShopModule {}

const app = await NestFactory.create(ShopModule)
await app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1')
