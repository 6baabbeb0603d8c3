package exchange.core.dispute;

import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Makes rulings final against which nobody has appealed in time. It may be cut off anywhere and run
 * on several nodes at once.
 */
public final class CloseDisputes {
  private static final int MOST = 100;

  private final Disputes disputes;
  private final Clock clock;

  public CloseDisputes(Disputes disputes, Clock clock) {
    this.disputes = disputes;
    this.clock = clock;
  }

  /**
   * @return how many became final
   */
  public Mono<Long> close() {
    return Mono.defer(
        () -> {
          Instant now = clock.instant();
          return disputes
              .unappealed(now, MOST)
              // One that cannot be closed must not keep the others waiting.
              .concatMapDelayError(id -> close(id, now))
              .count();
        });
  }

  /** Empty if somebody else has moved it meanwhile. */
  private Mono<Dispute> close(UUID id, Instant now) {
    return disputes
        .close(id, now)
        .onErrorResume(
            RefusedException.class,
            refused ->
                refused.refusal().code() == RefusalCode.DISPUTE_OUT_OF_TURN
                    ? Mono.empty()
                    : Mono.error(refused));
  }
}
