package exchange.core.credit;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Anybody reads the credit of a member. */
public final class ReadCredit {
  private final CreditFiles files;
  private final Clock clock;

  public ReadCredit(CreditFiles files, Clock clock) {
    this.files = files;
    this.clock = clock;
  }

  /**
   * @return as it was graded last, or would be graded now; as an error: {@code NOT_FOUND}
   */
  public Mono<CreditFile> read(UUID organizationId) {
    return files
        .find(organizationId)
        .switchIfEmpty(Mono.defer(() -> gradedNow(organizationId)))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)));
  }

  private Mono<CreditFile> gradedNow(UUID organizationId) {
    Instant now = clock.instant();
    return Mono.zip(files.history(organizationId), files.scorecard(now))
        .map(both -> both.getT2().grade(both.getT1(), now));
  }
}
