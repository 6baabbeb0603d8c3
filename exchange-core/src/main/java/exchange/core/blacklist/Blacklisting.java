package exchange.core.blacklist;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A member is on the blacklist: it makes no new holds, contracts and transfers-in, on either side.
 * What runs goes on.
 *
 * @param words why, for the member and the operators alone
 * @param listedBy an operator
 * @param until it ends by itself then
 * @param appeal the only one
 * @param lifted by an operator, before its time
 */
public record Blacklisting(
    UUID id,
    UUID organizationId,
    Reason reason,
    String words,
    UUID listedBy,
    Instant since,
    Instant until,
    Optional<Appeal> appeal,
    Optional<Decision> lifted) {

  /** Within so long an operator answers an appeal. */
  public static final Duration ANSWERED_WITHIN = Duration.ofDays(20);

  /** Nobody is listed for longer at a time. */
  public static final Duration LONGEST = Duration.ofDays(1100);

  /** Why, as everybody may know. */
  public enum Reason {
    /** It owes what it does not pay. */
    UNPAID,
    /** It breaks its leases again and again. */
    BREACH,
    /** Goods or space are not what it said. */
    MISDECLARED,
    /** It deceived the exchange or other members. */
    FRAUD,
    /** An authority or a law asks for it. */
    LEGAL,
    OTHER
  }

  /** What it is at an instant. */
  public enum State {
    IN_FORCE,
    LIFTED,
    EXPIRED
  }

  /**
   * What its member says against it.
   *
   * @param dueAt an operator answers until then
   * @param upheld if the answer was that it stays; if not, it is lifted
   */
  public record Appeal(String words, Instant at, Instant dueAt, Optional<Decision> upheld) {}

  /** By an operator. */
  public record Decision(UUID by, String words, Instant at) {}

  public State stateAt(Instant now) {
    if (lifted.isPresent()) {
      return State.LIFTED;
    }
    return now.isBefore(until) ? State.IN_FORCE : State.EXPIRED;
  }

  public boolean isInForceAt(Instant now) {
    return stateAt(now) == State.IN_FORCE;
  }

  /** Whether an answer to its appeal is awaited. */
  public boolean isAppealedAt(Instant now) {
    return isInForceAt(now) && appeal.filter(said -> said.upheld().isEmpty()).isPresent();
  }
}
