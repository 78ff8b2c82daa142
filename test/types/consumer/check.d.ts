/** Compiles only if the value's type is exactly `Expected`, where `any` is only like itself. */
declare function exactly<Expected>(): <Actual>(
  value: Actual,
  ...different: Same<Expected, Actual> extends true ? [] : [never]
) => void

type Same<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false
