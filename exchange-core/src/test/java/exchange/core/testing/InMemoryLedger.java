package exchange.core.testing;

import exchange.core.event.EventKind;
import exchange.core.lease.Contract;
import exchange.core.ledger.Escrow;
import exchange.core.ledger.Ledger;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.PurposeTotal;
import exchange.core.ledger.TransferKind;
import exchange.core.member.Caller;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** Double entry as the SQL functions and constraints do it. */
final class InMemoryLedger implements Ledger {
  /** Whoever puts money in says what it is for. */
  private static final Set<TransferKind> NAMED_BY_OTHERS =
      Set.of(TransferKind.FUNDING, TransferKind.SETTLEMENT, TransferKind.OWN_FUNDS);

  private static final Set<Purpose> MAY_OWE =
      Set.of(Purpose.BANK, Purpose.BY_HAND, Purpose.CARD, Purpose.RECEIVABLE);

  private final Books books;
  private final Map<Account, Money> balances = new LinkedHashMap<>();
  private final List<Transfer> transfers = new ArrayList<>();

  /** What was booked by hand and no entry has confirmed. */
  final Map<UUID, ByHand> byHand = new LinkedHashMap<>();

  private final Set<String> causes = new HashSet<>();
  private final Set<UUID> members = new HashSet<>();

  /**
   * @param holder the member or contract, if it has one
   */
  record Account(Purpose purpose, Optional<UUID> holder, CurrencyUnit currency) {}

  record Transfer(UUID id, TransferKind kind, String cause, Map<Account, Money> legs, Instant at) {
    Transfer {
      legs = Map.copyOf(legs);
    }
  }

  /**
   * @param member none for the exchange's own
   */
  record ByHand(Optional<UUID> member, Money amount, String reference) {}

  InMemoryLedger(Books books) {
    this.books = books;
  }

  void open(UUID organizationId) {
    members.add(organizationId);
  }

  static Account account(Purpose purpose, UUID holder, CurrencyUnit currency) {
    return new Account(purpose, Optional.of(holder), currency);
  }

  static Account house(Purpose purpose, CurrencyUnit currency) {
    return new Account(purpose, Optional.empty(), currency);
  }

  Money balance(Account account) {
    return balances.getOrDefault(account, Money.zero(account.currency()));
  }

  Set<UUID> members() {
    return Set.copyOf(members);
  }

  Set<Account> accounts() {
    return Set.copyOf(balances.keySet());
  }

  List<Transfer> transfers() {
    return List.copyOf(transfers);
  }

  void refuseOverdraft(Account wallet, Money needed) {
    if (balance(wallet).isLessThan(needed)) {
      throw Refusal.of(
          RefusalCode.INSUFFICIENT_FUNDS,
          "balance",
          balance(wallet).getAmount().toPlainString(),
          "needed",
          needed.getAmount().toPlainString(),
          "currency",
          needed.getCurrencyUnit().getCode());
    }
  }

  /**
   * @param legs what each account gets, negative for whoever gives; what is nothing is left out
   */
  void post(UUID id, TransferKind kind, String cause, Map<Account, Money> legs) {
    Map<Account, Money> moved = new LinkedHashMap<>(legs);
    moved.values().removeIf(Money::isZero);
    if (moved.isEmpty()) {
      return;
    }
    Map<CurrencyUnit, Money> sums = new HashMap<>();
    moved.values().forEach(each -> sums.merge(each.getCurrencyUnit(), each, Money::plus));
    boolean sound = sums.values().stream().allMatch(Money::isZero);
    boolean named = NAMED_BY_OTHERS.contains(kind);
    if (!sound || (!named && !causes.add(kind + " " + cause))) {
      throw new IllegalStateException(kind + " for " + cause + " of " + legs);
    }
    moved.forEach(
        (account, amount) -> {
          Set<Purpose> allowed = amount.isNegative() ? kind.from() : kind.to();
          Money after = balance(account).plus(amount);
          boolean mayOwe = MAY_OWE.contains(account.purpose());
          if (!allowed.contains(account.purpose()) || (after.isNegative() && !mayOwe)) {
            throw new IllegalStateException(kind + " of " + amount + " to " + account);
          }
          balances.put(account, after);
        });
    transfers.add(new Transfer(id, kind, cause, moved, books.clock.instant()));
    moved.forEach(
        (account, amount) -> {
          if (account.purpose() == Purpose.WALLET && amount.isPositive()) {
            books.guarantees.recover(account);
          }
        });
  }

  @Override
  public Mono<Money> deposit(UUID id, UUID organizationId, Money amount, String reference) {
    return books.change(
        () -> {
          if (!members.contains(organizationId)) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          CurrencyUnit currency = amount.getCurrencyUnit();
          Account wallet = account(Purpose.WALLET, organizationId, currency);
          if (transfers.stream().noneMatch(each -> each.id().equals(id))) {
            post(
                id,
                TransferKind.FUNDING,
                reference,
                Map.of(house(Purpose.BY_HAND, currency), amount.negated(), wallet, amount));
            byHand.put(id, new ByHand(Optional.of(organizationId), amount, reference));
            books.events.emit(EventKind.FUNDS_DEPOSITED, id, organizationId);
          }
          return balance(wallet);
        });
  }

  @Override
  public Mono<Money> addOwnFunds(UUID id, Purpose purpose, Money amount, String reference) {
    return books.change(
        () -> {
          CurrencyUnit currency = amount.getCurrencyUnit();
          if (transfers.stream().noneMatch(each -> each.id().equals(id))) {
            post(
                id,
                TransferKind.OWN_FUNDS,
                reference,
                Map.of(
                    house(Purpose.BY_HAND, currency),
                    amount.negated(),
                    house(purpose, currency),
                    amount));
            byHand.put(id, new ByHand(Optional.empty(), amount, reference));
          }
          return balance(house(purpose, currency));
        });
  }

  @Override
  public Mono<List<Money>> wallet(UUID organizationId, Caller caller) {
    return books.read(
        () -> {
          if (!members.contains(organizationId)
              || !(caller.isOperator() || caller.organizationId().equals(organizationId))) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          Optional<UUID> holder = Optional.of(organizationId);
          return balances.entrySet().stream()
              .filter(each -> each.getKey().holder().equals(holder))
              .map(Map.Entry::getValue)
              .sorted(Comparator.comparing(Money::getCurrencyUnit))
              .toList();
        });
  }

  @Override
  public Mono<Escrow> escrow(UUID contractId, Caller caller) {
    return books.read(
        () -> {
          Contract contract = books.contracts.get(contractId);
          if (contract == null || !InMemoryReservations.sees(caller, contract.terms())) {
            return null;
          }
          CurrencyUnit currency = contract.terms().bill().currency();
          return new Escrow(
              balance(account(Purpose.ESCROW, contractId, currency)),
              balance(account(Purpose.DEPOSIT, contractId, currency)));
        });
  }

  @Override
  public Mono<List<PurposeTotal>> totals() {
    return books.read(
        () ->
            balances.keySet().stream()
                .map(each -> house(each.purpose(), each.currency()))
                .distinct()
                .map(this::total)
                .sorted(
                    Comparator.<PurposeTotal, CurrencyUnit>comparing(
                            each -> each.total().getCurrencyUnit())
                        .thenComparing(each -> each.purpose().name()))
                .toList());
  }

  private PurposeTotal total(Account alike) {
    Predicate<Account> counted =
        each -> each.purpose() == alike.purpose() && each.currency().equals(alike.currency());
    List<Money> all =
        balances.entrySet().stream()
            .filter(each -> counted.test(each.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    return new PurposeTotal(
        alike.purpose(), all.size(), all.stream().reduce(Money::plus).orElseThrow());
  }
}
