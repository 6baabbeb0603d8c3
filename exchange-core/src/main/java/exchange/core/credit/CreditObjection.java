package exchange.core.credit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a member says against a fact of its own credit file.
 *
 * @param eventId the fact's
 * @param dueAt an operator answers until then; from then on the fact does not count until one does
 */
public record CreditObjection(
    UUID id,
    UUID organizationId,
    UUID eventId,
    String words,
    Instant filedAt,
    Instant dueAt,
    Optional<Answer> answer) {

  public static final Duration ANSWERED_WITHIN = Duration.ofDays(20);

  /** What an operator may say. */
  public enum Verdict {
    /** The fact stays. */
    UPHELD,
    /** The fact counts no more. */
    STRUCK
  }

  /**
   * What one said.
   *
   * @param by an operator
   */
  public record Answer(Verdict verdict, String words, UUID by, Instant at) {}
}
