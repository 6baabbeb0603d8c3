package exchange.core.testing;

import static exchange.core.testing.InMemoryLedger.account;
import static exchange.core.testing.InMemoryLedger.house;

import exchange.core.currency.Conversion;
import exchange.core.currency.Conversions;
import exchange.core.event.EventKind;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.TransferKind;
import exchange.core.member.Caller;
import exchange.core.testing.InMemoryLedger.Account;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** As {@code R__currency.sql} does it. */
final class InMemoryConversions implements Conversions {
  private final Books books;
  private final Map<UUID, Conversion> all = new LinkedHashMap<>();

  InMemoryConversions(Books books) {
    this.books = books;
  }

  @Override
  public Mono<Conversion> add(Conversion quote) {
    return books.change(
        () -> {
          all.putIfAbsent(quote.id(), quote);
          return all.get(quote.id());
        });
  }

  @Override
  public Mono<Conversion> find(UUID id, Caller caller) {
    return books.read(
        () -> {
          Conversion found = all.get(id);
          return found != null
                  && (caller.isOperator() || found.memberId().equals(caller.organizationId()))
              ? found
              : null;
        });
  }

  @Override
  public Mono<Conversion> execute(UUID id, Caller caller, Instant now) {
    return books.change(
        () -> {
          Conversion quote = all.get(id);
          if (quote == null || !quote.memberId().equals(caller.organizationId())) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          } else if (quote.executedAt().isPresent()) {
            return quote;
          } else if (quote.validUntil().isBefore(now)) {
            throw Refusal.of(RefusalCode.QUOTE_EXPIRED, "validUntil", quote.validUntil());
          }
          move(quote);
          Conversion executed =
              new Conversion(
                  id,
                  quote.memberId(),
                  quote.give(),
                  quote.get(),
                  quote.giveRate(),
                  quote.getRate(),
                  quote.source(),
                  quote.asOf(),
                  quote.validUntil(),
                  Optional.of(now));
          all.put(id, executed);
          books.events.emit(EventKind.FUNDS_CONVERTED, id, quote.memberId());
          return executed;
        });
  }

  private void move(Conversion quote) {
    Money give = quote.give();
    Money get = quote.get();
    Account from = account(Purpose.WALLET, quote.memberId(), give.getCurrencyUnit());
    Account stock = house(Purpose.FX, get.getCurrencyUnit());
    books.ledger.refuseOverdraft(from, give);
    if (books.ledger.balance(stock).isLessThan(get)) {
      throw Refusal.of(
          RefusalCode.CURRENCY_EXHAUSTED,
          "available",
          books.ledger.balance(stock).getAmount().toPlainString(),
          "currency",
          get.getCurrencyUnit());
    }
    books.ledger.post(
        UUID.randomUUID(),
        TransferKind.CONVERSION,
        quote.id().toString(),
        Map.of(
            from,
            give.negated(),
            house(Purpose.FX, give.getCurrencyUnit()),
            give,
            stock,
            get.negated(),
            account(Purpose.WALLET, quote.memberId(), get.getCurrencyUnit()),
            get));
  }
}
