package exchange.core.credit;

import java.time.Instant;
import java.util.UUID;

/** Something that a member did or failed to do, as an event tells it. */
public record CreditFact(UUID eventId, Instant at, Kind kind) {

  /** What counts. Trades of a member with itself do not. */
  public enum Kind {
    /** As an exporter: a period's money was there when it was first taken. */
    PAID_ON_TIME,
    /** It was there after a reminder. */
    PAID_LATE,
    /** It never was, and the lease ended. */
    DEFAULTED,
    /** As an exporter: a lease was cancelled so late that it cost a fee. */
    CANCELLED_LATE,
    /** As an exporter: an operator ruled that a part of the deposit is the owner's. */
    CLAIM_LOST,
    /** As an owner: a lease was refused. */
    DECLINED,
    /** As an owner: a lease lapsed, for nothing was said in time. */
    LAPSED,
    /** As either: a lease ran its time. */
    COMPLETED
  }
}
