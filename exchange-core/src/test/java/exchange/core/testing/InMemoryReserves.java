package exchange.core.testing;

import exchange.core.bank.Payout;
import exchange.core.ledger.Purpose;
import exchange.core.reserve.MerkleSumTree.Leaf;
import exchange.core.reserve.ReserveStatement;
import exchange.core.reserve.Reserves;
import exchange.core.testing.InMemoryLedger.Account;
import exchange.core.values.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class InMemoryReserves implements Reserves {
  private static final Set<Purpose> MEMBERS =
      Set.of(Purpose.WALLET, Purpose.ESCROW, Purpose.DEPOSIT);
  private static final Set<Purpose> HELD_FOR_US =
      Set.of(Purpose.BANK, Purpose.CARD, Purpose.CARD_CLEARING);
  private static final Set<Payout.State> UNPAID =
      Set.of(
          Payout.State.REQUESTED, Payout.State.APPROVED, Payout.State.RELEASED, Payout.State.SENT);

  private final Books books;
  private final List<Count> counts = new ArrayList<>();
  private final Map<UUID, ReserveStatement> statements = new LinkedHashMap<>();

  InMemoryReserves(Books books) {
    this.books = books;
  }

  @Override
  public Mono<Integer> count(Duration every) {
    return books.read(
        () -> {
          Instant now = books.clock.instant();
          if (counts.stream().anyMatch(each -> each.at().isAfter(now.minus(every)))) {
            return 0;
          }
          List<Count> news =
              books.ledger.accounts().stream()
                  .map(Account::currency)
                  .distinct()
                  .map(currency -> count(now, currency))
                  .toList();
          counts.addAll(news);
          return news.size();
        });
  }

  private Count count(Instant now, CurrencyUnit currency) {
    Map<UUID, Money> owed = new LinkedHashMap<>();
    for (Account account : books.ledger.accounts()) {
      if (account.currency().equals(currency) && MEMBERS.contains(account.purpose())) {
        UUID holder = account.holder().orElseThrow();
        UUID member =
            account.purpose() == Purpose.WALLET
                ? holder
                : books.contracts.get(holder).terms().exporterId();
        owed.merge(member, books.ledger.balance(account), Money::plus);
      }
    }
    books.disputes.live().stream()
        .filter(dispute -> dispute.frozen().getCurrencyUnit().equals(currency))
        .forEach(dispute -> owed.merge(dispute.respondentId(), dispute.frozen(), Money::plus));
    books.payouts.values().stream()
        .filter(payout -> UNPAID.contains(payout.state()))
        .filter(payout -> payout.amount().getCurrencyUnit().equals(currency))
        .forEach(payout -> owed.merge(payout.memberId(), payout.amount(), Money::plus));
    owed.values().removeIf(Money::isZero);
    List<Leaf> leaves =
        owed.entrySet().stream()
            .map(
                each ->
                    new Leaf(
                        each.getKey(),
                        UUID.randomUUID().toString(),
                        each.getValue().getAmountMinorLong()))
            .toList();
    Money bank = Money.zero(currency);
    for (Purpose each : HELD_FOR_US) {
      bank = bank.minus(books.ledger.balance(InMemoryLedger.house(each, currency)));
    }
    return new Count(UUID.randomUUID(), now, bank, leaves);
  }

  @Override
  public Flux<Count> unstated() {
    return books
        .read(() -> counts.stream().filter(each -> !statements.containsKey(each.id())).toList())
        .flatMapIterable(found -> found);
  }

  @Override
  public Mono<ReserveStatement> state(ReserveStatement statement) {
    return books.read(
        () -> {
          statements.putIfAbsent(statement.id(), statement);
          return statements.get(statement.id());
        });
  }

  @Override
  public Mono<Page<ReserveStatement>> page(Page.Query query) {
    return books.read(() -> Books.page(statements.values(), each -> true, query));
  }

  @Override
  public Flux<Count> lastWith(UUID memberId) {
    return books
        .read(
            () -> {
              Map<CurrencyUnit, Count> last = new LinkedHashMap<>();
              counts.stream()
                  .filter(each -> statements.containsKey(each.id()))
                  .forEach(each -> last.put(each.bank().getCurrencyUnit(), each));
              return last.values().stream()
                  .filter(
                      each ->
                          each.leaves().stream().anyMatch(leaf -> leaf.memberId().equals(memberId)))
                  .toList();
            })
        .flatMapIterable(found -> found);
  }

  @Override
  public Mono<ReserveStatement> find(UUID id) {
    return books.read(() -> statements.get(id));
  }
}
