package exchange.core.testing;

import exchange.core.lease.AnswerTimes;
import exchange.core.lease.BillingRules;
import exchange.core.lease.CancellationSchedule;
import exchange.core.lease.CancellationSchedule.Step;
import exchange.core.lease.CoverRules;
import exchange.core.lease.ReleaseSchedule;
import exchange.core.lease.Rulebook;
import exchange.core.lease.Rulebooks;
import exchange.core.member.CreditTier;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** The one that the first migration puts into the books, too. */
final class InMemoryRulebooks implements Rulebooks {
  static final Rulebook FIRST =
      new Rulebook(
          Instant.parse("2026-01-01T00:00:00Z"),
          Map.of(
              CreditTier.WATCH, 3,
              CreditTier.NEWCOMER, 1,
              CreditTier.STANDARD, 1,
              CreditTier.CERTIFIED, 0,
              CreditTier.ADVANCED, 0),
          new CancellationSchedule(
              List.of(
                  new Step(12, BigDecimal.ZERO, Money.parse("USD 0.00")),
                  new Step(0, BigDecimal.valueOf(50), Money.parse("USD 50.00")))),
          new ReleaseSchedule(
              List.of(
                  new ReleaseSchedule.Step(90, BigDecimal.valueOf(25)),
                  new ReleaseSchedule.Step(30, BigDecimal.valueOf(50)))),
          new BillingRules(14, 7, 3, 7),
          new CoverRules(0, BigDecimal.ZERO),
          new AnswerTimes(48, 12));

  private final Books books;
  private final Map<UUID, Rulebook> all = new LinkedHashMap<>();

  InMemoryRulebooks(Books books) {
    this.books = books;
    all.put(UUID.randomUUID(), FIRST);
  }

  @Override
  public Mono<Rulebook> state(UUID id, Rulebook rulebook) {
    return books.change(
        () -> {
          all.putIfAbsent(id, rulebook);
          return all.get(id);
        });
  }

  @Override
  public Mono<Rulebook> inForce(Instant at) {
    return books.read(
        () ->
            all.values().stream()
                .filter(each -> !each.from().isAfter(at))
                .reduce((one, later) -> later.from().isBefore(one.from()) ? one : later)
                .orElse(null));
  }
}
