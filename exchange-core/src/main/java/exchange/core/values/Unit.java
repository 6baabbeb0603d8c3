package exchange.core.values;

/** What capacity is counted in; the names are UN/CEFACT Recommendation 20 codes. */
public enum Unit {
  /** One pallet position. */
  XPX,
  /** One cubic metre. */
  MTQ,
  /** One square metre of floor. */
  MTK
}
