package exchange.core.testing;

import static exchange.core.testing.InMemoryLedger.account;
import static exchange.core.testing.InMemoryLedger.house;

import exchange.core.card.CardNews;
import exchange.core.card.CardPayment;
import exchange.core.card.CardPayment.State;
import exchange.core.card.CardPayments;
import exchange.core.event.EventKind;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.TransferKind;
import exchange.core.member.Caller;
import exchange.core.testing.InMemoryLedger.Account;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** As {@code R__money_cards.sql} does it. */
final class InMemoryCardPayments implements CardPayments {
  private final Books books;
  private final Map<UUID, CardPayment> all = new LinkedHashMap<>();
  private final Map<UUID, Instant> captured = new LinkedHashMap<>();
  private final Map<UUID, Instant> due = new LinkedHashMap<>();

  InMemoryCardPayments(Books books) {
    this.books = books;
  }

  @Override
  public Mono<CardPayment> request(UUID id, UUID memberId, Money amount, String card) {
    return books.change(
        () -> {
          if (!books.ledger.members().contains(memberId)) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          if (!all.containsKey(id)) {
            Instant now = books.clock.instant();
            keep(
                new CardPayment(
                    id, memberId, amount, card, State.REQUESTED, Optional.empty(), now));
            due.put(id, now);
          }
          return all.get(id);
        });
  }

  private CardPayment keep(CardPayment payment) {
    all.put(payment.id(), payment);
    EventKind kind = EventKind.valueOf("CARD_PAYMENT_" + payment.state());
    books.events.emit(kind, payment.id(), payment.memberId());
    return payment;
  }

  @Override
  public Mono<CardPayment> learn(CardNews news) {
    return books.read(() -> learned(news));
  }

  private @org.jspecify.annotations.Nullable CardPayment learned(CardNews news) {
    CardPayment known = all.get(news.paymentId());
    if (known == null || known.state().isFinal() || known.state() == news.state()) {
      return known;
    }
    CurrencyUnit currency = known.amount().getCurrencyUnit();
    Account mirror = house(Purpose.CARD, currency);
    Account clearing = house(Purpose.CARD_CLEARING, currency);
    boolean held = known.state() == State.AUTHORISED;
    boolean taken = news.state() == State.CAPTURED;
    if (!held && (taken || news.state() == State.AUTHORISED)) {
      move(known, TransferKind.CARD_AUTHORISATION, mirror, clearing);
    }
    if (taken) {
      Account wallet = account(Purpose.WALLET, known.memberId(), currency);
      move(known, TransferKind.CARD_CAPTURE, clearing, wallet);
      captured.put(known.id(), news.at());
    } else if (held) {
      move(known, TransferKind.CARD_VOID, clearing, mirror);
    }
    return keep(
        new CardPayment(
            known.id(),
            known.memberId(),
            known.amount(),
            known.card(),
            news.state(),
            news.reason(),
            known.requestedAt()));
  }

  /** By the provider's clock. */
  Stream<CardPayment> capturedBefore(Instant end) {
    return captured.entrySet().stream()
        .filter(each -> each.getValue().isBefore(end))
        .map(each -> all.get(each.getKey()));
  }

  private void move(CardPayment payment, TransferKind kind, Account from, Account to) {
    Money amount = payment.amount();
    books.ledger.post(
        UUID.randomUUID(),
        kind,
        payment.id().toString(),
        Map.of(from, amount.negated(), to, amount));
  }

  @Override
  public Mono<List<CardPayment>> claim(int most, Duration lease) {
    return books.read(
        () -> {
          Instant now = books.clock.instant();
          List<CardPayment> claimed =
              all.values().stream()
                  .filter(each -> !each.state().isFinal())
                  .filter(each -> !due.get(each.id()).isAfter(now))
                  .limit(most)
                  .toList();
          claimed.forEach(each -> due.put(each.id(), now.plus(lease)));
          return claimed;
        });
  }

  @Override
  public Mono<CardPayment> find(UUID id, Caller caller) {
    return books.read(
        () -> {
          CardPayment found = all.get(id);
          return found != null && sees(caller, found.memberId()) ? found : null;
        });
  }

  @Override
  public Mono<Page<CardPayment>> page(UUID memberId, Caller caller, Page.Query query) {
    return books.read(
        () -> {
          if (!books.ledger.members().contains(memberId) || !sees(caller, memberId)) {
            throw Refusal.of(RefusalCode.NOT_FOUND);
          }
          return Books.page(all.values(), each -> each.memberId().equals(memberId), query);
        });
  }

  private static boolean sees(Caller caller, UUID memberId) {
    return caller.isOperator() || caller.organizationId().equals(memberId);
  }
}
