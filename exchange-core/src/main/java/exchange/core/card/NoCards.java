package exchange.core.card;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** Stands where no provider is. */
public final class NoCards implements CardProvider {

  @Override
  public Kind kind() {
    return Kind.NONE;
  }

  @Override
  public Mono<CardNews> authorise(UUID id, Money amount, String card) {
    return refused();
  }

  @Override
  public Mono<CardNews> capture(UUID id) {
    return refused();
  }

  @Override
  public Mono<CardNews> cancel(UUID id) {
    return refused();
  }

  @Override
  public Mono<CardNews> lookUp(UUID id) {
    return refused();
  }

  @Override
  public Mono<CardNews> read(String callback) {
    return refused();
  }

  private static Mono<CardNews> refused() {
    return Mono.error(() -> Refusal.of(RefusalCode.CARDS_NOT_ACCEPTED));
  }

  @Override
  public Mono<List<Money>> captured(Instant before) {
    return Mono.just(List.of());
  }
}
