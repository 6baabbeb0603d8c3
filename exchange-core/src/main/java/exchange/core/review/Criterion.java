package exchange.core.review;

/** What a mark is for. */
public enum Criterion {
  /** The space was as its listing said. */
  AS_DESCRIBED,
  /** How goods were taken in, kept and given out. */
  HANDLING,
  /** The goods were what the exporter had declared. */
  GOODS_AS_DECLARED,
  /** Goods came and went, and money came, when they should. */
  PUNCTUALITY,
  COMMUNICATION
}
