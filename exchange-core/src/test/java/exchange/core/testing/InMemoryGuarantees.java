package exchange.core.testing;

import static exchange.core.testing.InMemoryLedger.account;
import static exchange.core.testing.InMemoryLedger.house;

import exchange.core.billing.Billing;
import exchange.core.event.EventKind;
import exchange.core.guarantee.GuaranteePool;
import exchange.core.guarantee.Guarantees;
import exchange.core.guarantee.Receivable;
import exchange.core.lease.LeaseTerms;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.TransferKind;
import exchange.core.member.Caller;
import exchange.core.testing.InMemoryLedger.Account;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** As {@code R__guarantee.sql} does it. */
final class InMemoryGuarantees implements Guarantees {
  private final Books books;
  private final Map<CurrencyUnit, Money> promised = new HashMap<>();
  private final Map<UUID, Receivable> receivables = new LinkedHashMap<>();

  InMemoryGuarantees(Books books) {
    this.books = books;
  }

  private Money promised(CurrencyUnit currency) {
    return promised.getOrDefault(currency, Money.zero(currency));
  }

  /** All of them or none. */
  void promise(List<LeaseTerms> leases) {
    Map<CurrencyUnit, Money> after = new HashMap<>();
    for (LeaseTerms terms : leases) {
      Money cover = terms.conditions().cover().limit();
      CurrencyUnit currency = cover.getCurrencyUnit();
      Money before = after.getOrDefault(currency, promised(currency));
      Money free = books.ledger.balance(house(Purpose.GUARANTEE, currency)).minus(before);
      if (cover.isPositive() && free.isLessThan(cover)) {
        throw Refusal.of(
            RefusalCode.GUARANTEE_EXHAUSTED,
            "free",
            free.getAmount().toPlainString(),
            "cover",
            cover.getAmount().toPlainString(),
            "currency",
            currency);
      }
      after.put(currency, before.plus(cover));
    }
    promised.putAll(after);
  }

  void endPromise(LeaseTerms terms) {
    Money cover = terms.conditions().cover().limit();
    promised.put(cover.getCurrencyUnit(), promised(cover.getCurrencyUnit()).minus(cover));
  }

  void pay(Billing lease, Money loss, Instant now) {
    LeaseTerms terms = lease.terms();
    Money pays = terms.conditions().cover().payout(loss);
    if (!pays.isPositive()) {
      return;
    }
    CurrencyUnit currency = pays.getCurrencyUnit();
    books.ledger.post(
        UUID.randomUUID(),
        TransferKind.COVER,
        lease.contractId().toString(),
        Map.of(
            house(Purpose.GUARANTEE, currency),
            pays.negated(),
            account(Purpose.WALLET, terms.ownerId(), currency),
            pays,
            account(Purpose.RECEIVABLE, lease.contractId(), currency),
            pays.negated(),
            house(Purpose.SUBROGATED, currency),
            pays));
    receivables.put(
        lease.contractId(),
        new Receivable(lease.contractId(), terms.exporterId(), terms.ownerId(), pays, pays, now));
    books.events.emit(
        EventKind.GUARANTEE_PAID, lease.contractId(), terms.exporterId(), terms.ownerId());
    recover(account(Purpose.WALLET, terms.exporterId(), currency));
  }

  void recover(Account wallet) {
    for (Receivable each : List.copyOf(receivables.values())) {
      Money left = books.ledger.balance(wallet);
      if (!wallet.holder().orElseThrow().equals(each.exporterId())
          || !wallet.currency().equals(each.owed().getCurrencyUnit())
          || each.owed().isZero()
          || left.isZero()) {
        continue;
      }
      Money pays = left.isLessThan(each.owed()) ? left : each.owed();
      receivables.put(
          each.contractId(),
          new Receivable(
              each.contractId(),
              each.exporterId(),
              each.ownerId(),
              each.paid(),
              each.owed().minus(pays),
              each.paidAt()));
      books.ledger.post(
          UUID.randomUUID(),
          TransferKind.RECOVERY,
          each.contractId() + "/" + each.owed().getAmountMinorLong(),
          Map.of(
              wallet,
              pays.negated(),
              house(Purpose.GUARANTEE, wallet.currency()),
              pays,
              account(Purpose.RECEIVABLE, each.contractId(), wallet.currency()),
              pays,
              house(Purpose.SUBROGATED, wallet.currency()),
              pays.negated()));
      books.events.emit(EventKind.GUARANTEE_RECOVERED, each.contractId(), each.exporterId());
    }
  }

  @Override
  public Mono<List<GuaranteePool>> pools() {
    return books.read(
        () ->
            books.ledger.accounts().stream()
                .filter(each -> each.purpose() == Purpose.GUARANTEE)
                .map(Account::currency)
                .sorted(Comparator.naturalOrder())
                .map(
                    currency ->
                        new GuaranteePool(
                            books.ledger.balance(house(Purpose.GUARANTEE, currency)),
                            promised(currency),
                            books.ledger.balance(house(Purpose.SUBROGATED, currency))))
                .toList());
  }

  @Override
  public Mono<Page<Receivable>> receivables(Caller caller, Page.Query query) {
    return books.read(
        () ->
            Books.page(
                receivables.values(),
                each ->
                    caller.isOperator()
                        || caller.organizationId().equals(each.exporterId())
                        || caller.organizationId().equals(each.ownerId()),
                query));
  }
}
