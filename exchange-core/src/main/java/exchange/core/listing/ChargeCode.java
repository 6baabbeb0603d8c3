package exchange.core.listing;

/** Everything that can ever be charged, in the order of calculation. */
public enum ChargeCode {
  STORAGE,
  LENGTH_DISCOUNT,
  PEAK_SURCHARGE,
  HANDLING_IN,
  HANDLING_OUT,
  /** Lifts the period to the rate card's minimum charge. */
  MINIMUM_CHARGE,
  /** The exchange's own fee. */
  COMMISSION,
  TAX,
  /** Instead of all others, by the schedule of the contract. */
  CANCELLATION_FEE,
  /** For units that were given back before the end, by the schedule of the contract. */
  RELEASE_FEE
}
