package exchange.core.billing;

import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.time.Instant;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** The claims against deposits; both parties see theirs, an operator all. */
public interface Claims {

  /**
   * Freezes a part of the deposit.
   *
   * @return as an error: {@code NOT_FOUND} unless it is the caller's lease as owner, {@code
   *     CONTRACT_ENDED}, {@code CLAIM_EXCEEDS_DEPOSIT}
   */
  Mono<Claim> file(
      UUID id, UUID contractId, Caller caller, Money amount, String reason, Instant now);

  /**
   * Pays all of it to the owner.
   *
   * @return as an error: {@code NOT_FOUND} unless it is the caller's lease as exporter, {@code
   *     CLAIM_DECIDED}
   */
  Mono<Claim> agree(UUID id, Caller caller);

  /**
   * Pays a part of it to the owner. The rest is a part of the deposit again, or goes back if that
   * did.
   *
   * @return as an error: {@code NOT_FOUND}, {@code CLAIM_DECIDED}, {@code VALIDATION_FAILED} for
   *     more than was claimed, or in another currency
   */
  Mono<Claim> rule(UUID id, Money award, String ruling);

  Mono<Page<Claim>> page(Caller caller, Page.Query query);
}
