package exchange.core.testing;

import exchange.core.event.EventKind;
import exchange.core.lease.Contract;
import exchange.core.ledger.Ledger;
import exchange.core.member.Caller;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

final class InMemoryLedger implements Ledger {
  private final Books books;
  private final Map<UUID, Map<CurrencyUnit, Money>> wallets = new HashMap<>();
  private final Map<UUID, Money> escrows = new HashMap<>();
  private final Set<UUID> deposits = new HashSet<>();

  InMemoryLedger(Books books) {
    this.books = books;
  }

  void open(UUID organizationId) {
    wallets.putIfAbsent(organizationId, new TreeMap<>());
  }

  /** Moves money from a wallet into a contract's escrow. */
  void escrow(UUID contractId, UUID exporterId, Money amount) {
    CurrencyUnit currency = amount.getCurrencyUnit();
    Money balance = wallets.get(exporterId).getOrDefault(currency, Money.zero(currency));
    if (balance.isLessThan(amount)) {
      throw Refusal.of(
          RefusalCode.INSUFFICIENT_FUNDS,
          "balance",
          balance.getAmount().toPlainString(),
          "needed",
          amount.getAmount().toPlainString(),
          "currency",
          currency.getCode());
    }
    wallets.get(exporterId).put(currency, balance.minus(amount));
    escrows.put(contractId, amount);
  }

  @Override
  public Mono<Money> deposit(UUID id, UUID organizationId, Money amount, String reference) {
    return books.change(
        () -> {
          Map<CurrencyUnit, Money> wallet = wallets.get(organizationId);
          if (wallet == null) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          if (deposits.add(id)) {
            wallet.merge(amount.getCurrencyUnit(), amount, Money::plus);
            books.events.emit(EventKind.FUNDS_DEPOSITED, id, organizationId);
          }
          return wallet.get(amount.getCurrencyUnit());
        });
  }

  @Override
  public Mono<List<Money>> wallet(UUID organizationId, Caller caller) {
    return books.read(
        () -> {
          Map<CurrencyUnit, Money> wallet = wallets.get(organizationId);
          if (wallet == null
              || !(caller.isOperator() || caller.organizationId().equals(organizationId))) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          return List.copyOf(wallet.values());
        });
  }

  @Override
  public Mono<Money> escrow(UUID contractId, Caller caller) {
    return books.read(
        () -> {
          Contract contract = books.contracts.get(contractId);
          return contract != null && InMemoryReservations.sees(caller, contract.terms())
              ? escrows.get(contractId)
              : null;
        });
  }
}
