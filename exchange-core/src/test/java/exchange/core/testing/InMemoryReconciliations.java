package exchange.core.testing;

import exchange.core.card.CardPayment;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.TransferKind;
import exchange.core.reconciliation.Overdue;
import exchange.core.reconciliation.Reconciliation;
import exchange.core.reconciliation.Reconciliations;
import exchange.core.testing.InMemoryLedger.Transfer;
import exchange.core.values.Page;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** As {@code R__reconciliations.sql} works it out, but from the first transfer on. */
final class InMemoryReconciliations implements Reconciliations {
  private final Books books;
  private final InMemoryBank bank;
  private final InMemoryCardPayments cards;
  private final List<Reconciliation> all = new ArrayList<>();

  InMemoryReconciliations(Books books, InMemoryBank bank, InMemoryCardPayments cards) {
    this.books = books;
    this.bank = bank;
    this.cards = cards;
  }

  @Override
  public Mono<LocalDate> lastDay() {
    return books.read(
        () -> all.stream().map(Reconciliation::day).max(LocalDate::compareTo).orElse(null));
  }

  @Override
  public Mono<List<Reconciliation>> reconcile(LocalDate day, Instant end, List<Money> captured) {
    return books.read(
        () -> {
          Set<CurrencyUnit> currencies = new TreeSet<>();
          books.ledger.accounts().forEach(each -> currencies.add(each.currency()));
          captured.forEach(each -> currencies.add(each.getCurrencyUnit()));
          all.stream()
              .filter(each -> each.day().equals(day))
              .forEach(each -> currencies.remove(each.bank().getCurrencyUnit()));
          List<Reconciliation> made =
              currencies.stream().map(each -> reconcile(day, end, captured, each)).toList();
          all.addAll(made);
          return made;
        });
  }

  private Reconciliation reconcile(
      LocalDate day, Instant end, List<Money> captured, CurrencyUnit currency) {
    return new Reconciliation(
        UUID.randomUUID(),
        day,
        books.clock.instant(),
        sum(currency, bank.knownBefore(end)),
        sum(currency, captured.stream()).minus(remitted(currency, end)),
        sum(
            currency,
            cards.capturedBefore(end).filter(each -> !booked(each, end)).map(CardPayment::amount)),
        held(currency, end, Purpose.BY_HAND).negated(),
        held(
            currency,
            end,
            Purpose.WALLET,
            Purpose.ESCROW,
            Purpose.DEPOSIT,
            Purpose.DISPUTED,
            Purpose.PAYOUT),
        held(currency, end, Purpose.FEES, Purpose.GUARANTEE, Purpose.FX),
        held(currency, end, Purpose.SUSPENSE));
  }

  private Money remitted(CurrencyUnit currency, Instant end) {
    return sum(
        currency,
        before(end)
            .filter(each -> each.kind() == TransferKind.CARD_REMITTANCE)
            .flatMap(each -> each.legs().values().stream())
            .filter(Money::isPositive));
  }

  private boolean booked(CardPayment payment, Instant end) {
    return before(end).anyMatch(each -> each.cause().equals(payment.id().toString()));
  }

  private Stream<Transfer> before(Instant end) {
    return books.ledger.transfers().stream().filter(each -> each.at().isBefore(end));
  }

  private Money held(CurrencyUnit currency, Instant end, Purpose... purposes) {
    Set<Purpose> asked = Set.of(purposes);
    return sum(
        currency,
        before(end)
            .flatMap(each -> each.legs().entrySet().stream())
            .filter(leg -> asked.contains(leg.getKey().purpose()))
            .map(Map.Entry::getValue));
  }

  private static Money sum(CurrencyUnit currency, Stream<Money> amounts) {
    return amounts
        .filter(each -> each.getCurrencyUnit().equals(currency))
        .reduce(Money.zero(currency), Money::plus);
  }

  @Override
  public Mono<Overdue> overdue(Instant since) {
    return books.read(
        () ->
            new Overdue(
                bank.sentBefore(since),
                before(since).filter(each -> books.ledger.byHand.containsKey(each.id())).count()));
  }

  @Override
  public Mono<Page<Reconciliation>> page(Page.Query query) {
    return books.read(() -> Books.page(all, each -> true, query));
  }
}
