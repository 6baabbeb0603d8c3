package exchange.core.card;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * Money that a member pays into its wallet by card.
 *
 * @param card the provider's name for the card; no number of a card ever comes here
 * @param reason why it was declined or void, in the provider's words
 */
public record CardPayment(
    UUID id,
    UUID memberId,
    Money amount,
    String card,
    State state,
    Optional<String> reason,
    Instant requestedAt) {

  /** How far it has come; it goes forward only. */
  public enum State {
    /** Whether the provider has heard of it is unknown. */
    REQUESTED,
    /** The money is set aside on the card, and nobody's yet. */
    AUTHORISED,
    /** The money is in the wallet. */
    CAPTURED,
    /** The card said no. */
    DECLINED,
    /** Given up before it was captured; nothing was taken. */
    VOIDED;

    public boolean isFinal() {
      return this == CAPTURED || this == DECLINED || this == VOIDED;
    }
  }
}
