package exchange.core.testing;

import exchange.core.card.CardNews;
import exchange.core.card.CardPayment.State;
import exchange.core.card.CardProvider;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** Its callbacks are the id and the state, and everybody may write them. */
final class InMemoryCardProvider implements CardProvider {
  private final Clock clock;
  private final Map<UUID, CardNews> known = new LinkedHashMap<>();
  private final Map<UUID, Money> amounts = new LinkedHashMap<>();

  InMemoryCardProvider(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Kind kind() {
    return Kind.SANDBOX;
  }

  @Override
  public Mono<CardNews> authorise(UUID id, Money amount, String card) {
    return Mono.fromSupplier(
        () -> {
          synchronized (this) {
            amounts.putIfAbsent(id, amount);
            return known.computeIfAbsent(
                id,
                asked ->
                    card.equals("tok_declined")
                        ? news(id, State.DECLINED)
                        : news(id, State.AUTHORISED));
          }
        });
  }

  private CardNews news(UUID id, State state) {
    Optional<String> reason =
        state == State.DECLINED ? Optional.of("the card was declined") : Optional.empty();
    return new CardNews(id, state, reason, clock.instant());
  }

  @Override
  public Mono<CardNews> capture(UUID id) {
    return end(id, State.CAPTURED);
  }

  @Override
  public Mono<CardNews> cancel(UUID id) {
    return end(id, State.VOIDED);
  }

  private Mono<CardNews> end(UUID id, State state) {
    return Mono.fromSupplier(
        () -> {
          synchronized (this) {
            return known.compute(
                id,
                (same, now) -> {
                  boolean open = now != null && now.state() == State.AUTHORISED;
                  boolean ends = open || (now == null && state == State.VOIDED);
                  return ends ? news(id, state) : now;
                });
          }
        });
  }

  @Override
  public Mono<CardNews> lookUp(UUID id) {
    return Mono.fromSupplier(
        () -> {
          synchronized (this) {
            return known.get(id);
          }
        });
  }

  @Override
  public Mono<CardNews> read(String callback) {
    try {
      String[] words = callback.split(" ", 2);
      return Mono.just(news(UUID.fromString(words[0]), State.valueOf(words[1])));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException unreadable) {
      return Mono.error(Refusal.of(RefusalCode.CALLBACK_REFUSED));
    }
  }

  @Override
  public Mono<List<Money>> captured(Instant before) {
    return Mono.fromSupplier(
        () -> {
          synchronized (this) {
            Map<CurrencyUnit, Money> sums = new LinkedHashMap<>();
            known.values().stream()
                .filter(each -> each.state() == State.CAPTURED && each.at().isBefore(before))
                .map(each -> amounts.get(each.paymentId()))
                .forEach(each -> sums.merge(each.getCurrencyUnit(), each, Money::plus));
            return List.copyOf(sums.values());
          }
        });
  }
}
