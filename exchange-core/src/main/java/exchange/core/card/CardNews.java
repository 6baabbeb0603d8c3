package exchange.core.card;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What the provider says of a payment.
 *
 * @param state never {@code REQUESTED}
 * @param at when it came to be so, by the provider's clock
 */
public record CardNews(
    UUID paymentId, CardPayment.State state, Optional<String> reason, Instant at) {}
