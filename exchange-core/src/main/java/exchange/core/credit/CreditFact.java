package exchange.core.credit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that a member did or failed to do, as an event tells it.
 *
 * @param objected what became of its member's objection to it, if there is one
 */
public record CreditFact(UUID eventId, Instant at, Kind kind, Optional<Objected> objected) {

  /** One that nobody objects to. */
  public CreditFact(UUID eventId, Instant at, Kind kind) {
    this(eventId, at, kind, Optional.empty());
  }

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

  /** What everybody may know of an objection: not its words. */
  public record Objected(Instant filedAt, Instant dueAt, Optional<Answered> answered) {
    /** The words of the answer are between its member and the operators as well. */
    public record Answered(Instant at, CreditObjection.Verdict verdict) {}

    /** As it stood then; empty before it was filed. */
    private Optional<Objected> asOf(Instant then) {
      return filedAt.isAfter(then)
          ? Optional.empty()
          : Optional.of(
              new Objected(filedAt, dueAt, answered.filter(answer -> !answer.at().isAfter(then))));
    }

    /** Whoever is not answered in time need not bear the fact until it is. */
    private boolean countsAt(Instant now) {
      return answered
          .map(answer -> answer.verdict() == CreditObjection.Verdict.UPHELD)
          .orElse(now.isBefore(dueAt));
    }
  }

  /** The same as it stood then. */
  CreditFact asOf(Instant then) {
    return new CreditFact(eventId, at, kind, objected.flatMap(each -> each.asOf(then)));
  }

  /** Whether it adds or takes points, as far as objections go. */
  public boolean countsAt(Instant now) {
    return objected.map(each -> each.countsAt(now)).orElse(true);
  }
}
