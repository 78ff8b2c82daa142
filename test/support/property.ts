import fc from 'fast-check'

/**
 * fast-check, whose inputs are the same in every run, so that one commit always has one result. For others:
 * `PROPERTY_SEED=$RANDOM npm test`.
 */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) })

export default fc
