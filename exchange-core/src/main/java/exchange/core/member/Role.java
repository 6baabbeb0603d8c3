package exchange.core.member;

/** What a member may do. */
public enum Role {
  /** Asks for space and leases it. */
  EXPORTER,
  /** Lists idle space. */
  OWNER,
  /** Runs the exchange itself. */
  OPERATOR
}
