package exchange.core.testing;

import static exchange.core.testing.Trade.now;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.card.CardNews;
import exchange.core.card.CardPayment;
import exchange.core.card.CardPayment.State;
import exchange.core.card.CardProvider;
import exchange.core.card.FundByCard;
import exchange.core.card.SettleCardPayments;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.PurposeTotal;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import exchange.core.values.RefusalCode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * What {@code CardPayments} and {@code CardProvider} promise: random payments through a network
 * that loses questions and answers, with news heard twice and out of order, after each of whose
 * steps all money is where it should be.
 */
public abstract class CardsBehavior extends SequencesBehavior {
  private static final List<String> CURRENCIES = List.of("EUR", "JPY", "KWD");
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

  private SettleCardPayments settling(CardProvider provider, Duration ahead) {
    return new SettleCardPayments(
        ports.cardPayments(),
        provider,
        Clock.offset(Clock.systemUTC(), ahead),
        new SettleCardPayments.Patience(
            Duration.ofSeconds(5), Duration.ZERO, Duration.ofMinutes(15)));
  }

  @Test
  void moneyIsWhereTheProviderSaysAfterEveryStep() {
    liveAll(
        (seed, seen) -> new Payments(seed, seen).live(),
        "CAPTURED",
        "DECLINED",
        "VOIDED",
        "a question lost",
        "an answer lost",
        "old news");
  }

  /** Loses a good part of all questions and answers, and remembers what was said. */
  private static final class Network implements CardProvider {
    private final CardProvider provider;
    private final Random random;
    private final Set<String> seen;
    private final List<CardNews> said = new ArrayList<>();
    private boolean calm;

    Network(CardProvider provider, Random random, Set<String> seen) {
      this.provider = provider;
      this.random = random;
      this.seen = seen;
    }

    private Mono<CardNews> through(Mono<CardNews> asked) {
      return Mono.defer(
          () -> {
            int luck = calm ? 9 : random.nextInt(10);
            if (luck < 2) {
              seen.add("a question lost");
              return Mono.error(new IOException("lost on its way there"));
            }
            Mono<CardNews> answered = asked.doOnNext(said::add);
            if (luck > 4) {
              return answered;
            }
            seen.add("an answer lost");
            return answered.then(Mono.error(new IOException("lost on its way back")));
          });
    }

    @Override
    public Mono<CardNews> authorise(UUID id, Money amount, String card) {
      return through(provider.authorise(id, amount, card));
    }

    @Override
    public Mono<CardNews> capture(UUID id) {
      return through(provider.capture(id));
    }

    @Override
    public Mono<CardNews> cancel(UUID id) {
      return through(provider.cancel(id));
    }

    @Override
    public Mono<CardNews> lookUp(UUID id) {
      return through(provider.lookUp(id));
    }

    @Override
    public Kind kind() {
      return provider.kind();
    }

    @Override
    public Mono<CardNews> read(String callback) {
      return provider.read(callback);
    }

    @Override
    public Mono<List<Money>> captured(Instant before) {
      return provider.captured(before);
    }
  }

  /** Two members who pay in one currency. */
  private final class Payments {
    private final Random random;
    private final Set<String> seen;
    private final CurrencyUnit currency;
    private final Network network;
    private final List<Caller> members = List.of(trade.exporter(), trade.owner());
    private final Map<UUID, CardPayment> payments = new LinkedHashMap<>();
    private final Map<Purpose, Money> before;
    private final Money capturedBefore;

    Payments(long seed, Set<String> seen) {
      this.seen = seen;
      random = new Random(seed);
      currency = CurrencyUnit.of(CURRENCIES.get(random.nextInt(CURRENCIES.size())));
      network = new Network(ports.cardProvider(), random, seen);
      before = totals();
      capturedBefore = captured();
    }

    void live() {
      for (int step = 10 + random.nextInt(20); step > 0; step--) {
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> pay();
          case 3 -> hearAgain();
          case 4 -> settle(Duration.ofHours(random.nextInt(2)));
          default -> settle(Duration.ZERO);
        }
        judge();
      }
      network.calm = true;
      settle(Duration.ofHours(random.nextInt(2)));
      judge();
      payments.values().forEach(each -> seen.add(each.state().name()));
      assertThat(payments.values()).allMatch(each -> each.state().isFinal());
      assertThat(captured().minus(capturedBefore)).isEqualTo(sum(State.CAPTURED));
      assertThat(now(ports.recounts().recount(Duration.ZERO)).differences()).isEmpty();
    }

    private void pay() {
      Caller member = members.get(random.nextInt(2));
      Money amount = Money.ofMinor(currency, 1L + random.nextInt(1_000_000));
      String card = random.nextInt(4) == 0 ? "tok_declined" : "tok_ok";
      UUID id = UUID.randomUUID();
      Mono<CardPayment> asked =
          ports.cardPayments().request(id, member.organizationId(), amount, card);
      payments.put(id, now(asked));
      assertThat(now(asked)).isEqualTo(payments.get(id));
    }

    private void settle(Duration ahead) {
      settling(network, ahead).settle().blockLast();
    }

    private void hearAgain() {
      if (!network.said.isEmpty()) {
        CardNews old = network.said.get(random.nextInt(network.said.size()));
        now(ports.cardPayments().learn(old));
        seen.add("old news");
      }
    }

    private void judge() {
      for (CardPayment was : List.copyOf(payments.values())) {
        CardPayment is = now(ports.cardPayments().find(was.id(), holder(was)));
        assertThat(is.state().isFinal() || !was.state().isFinal()).isTrue();
        assertThat(is.state().compareTo(was.state())).isNotNegative();
        payments.put(is.id(), is);
      }
      for (Caller member : members) {
        Money wallet =
            now(ports.ledger().wallet(member.organizationId(), member)).stream()
                .findFirst()
                .orElse(none());
        assertThat(wallet)
            .isEqualTo(
                payments.values().stream()
                    .filter(each -> each.memberId().equals(member.organizationId()))
                    .filter(each -> each.state() == State.CAPTURED)
                    .map(CardPayment::amount)
                    .reduce(none(), Money::plus));
      }
      assertThat(changed(Purpose.WALLET)).isEqualTo(sum(State.CAPTURED));
      assertThat(changed(Purpose.CARD_CLEARING)).isEqualTo(sum(State.AUTHORISED));
      assertThat(changed(Purpose.CARD))
          .isEqualTo(sum(State.AUTHORISED).plus(sum(State.CAPTURED)).negated());
    }

    private Caller holder(CardPayment payment) {
      return members.stream()
          .filter(each -> each.organizationId().equals(payment.memberId()))
          .findFirst()
          .orElseThrow();
    }

    private Money sum(State state) {
      return payments.values().stream()
          .filter(each -> each.state() == state)
          .map(CardPayment::amount)
          .reduce(none(), Money::plus);
    }

    private Money none() {
      return Money.zero(currency);
    }

    private Money captured() {
      return now(ports.cardProvider().captured(LATER)).stream()
          .filter(each -> each.getCurrencyUnit().equals(currency))
          .findFirst()
          .orElse(none());
    }

    private Money changed(Purpose purpose) {
      return totals().getOrDefault(purpose, none()).minus(before.getOrDefault(purpose, none()));
    }

    private Map<Purpose, Money> totals() {
      Map<Purpose, Money> totals = new LinkedHashMap<>();
      for (PurposeTotal each : now(ports.ledger().totals())) {
        if (each.total().getCurrencyUnit().equals(currency)) {
          totals.put(each.purpose(), each.total());
        }
      }
      return totals;
    }
  }

  private CardPayment requested(Caller member, String card) {
    Money amount = Money.parse("EUR 25.00");
    FundByCard fund = new FundByCard(ports.cardPayments(), ports.cardProvider(), Trade.RATES);
    return now(fund.fund(member, UUID.randomUUID(), member.organizationId(), amount, card));
  }

  private static CardNews news(CardPayment payment, State state) {
    return new CardNews(
        payment.id(), state, Optional.empty(), Instant.parse("2031-01-02T03:04:05Z"));
  }

  @Test
  void whatIsHeardInTheWrongOrderComesOutTheSame() {
    Caller member = trade.exporter();
    CardPayment payment = requested(member, "tok_ok");
    for (State heard : List.of(State.CAPTURED, State.AUTHORISED, State.CAPTURED, State.VOIDED)) {
      assertThat(now(ports.cardPayments().learn(news(payment, heard))).state())
          .isEqualTo(State.CAPTURED);
    }
    assertThat(now(ports.ledger().wallet(member.organizationId(), member)))
        .containsExactly(payment.amount());
  }

  @Test
  void nothingIsTakenOfWhatIsVoid() {
    Caller member = trade.exporter();
    CardPayment payment = requested(member, "tok_ok");
    now(ports.cardPayments().learn(news(payment, State.AUTHORISED)));
    now(ports.cardPayments().learn(news(payment, State.VOIDED)));
    assertThat(now(ports.cardPayments().learn(news(payment, State.CAPTURED))).state())
        .isEqualTo(State.VOIDED);
    assertThat(now(ports.ledger().wallet(member.organizationId(), member))).isEmpty();
  }

  /** A question that comes after all finds the payment void. */
  @Test
  void aPaymentThatTheProviderNeverHeardOfCanBeCancelled() {
    CardPayment payment = requested(trade.exporter(), "tok_ok");
    CardProvider provider = ports.cardProvider();
    assertEmpty(provider.lookUp(payment.id()));
    assertThat(now(provider.cancel(payment.id())).state()).isEqualTo(State.VOIDED);
    assertThat(now(provider.authorise(payment.id(), payment.amount(), "tok_ok")).state())
        .isEqualTo(State.VOIDED);
    settling(provider, Duration.ZERO).settle().blockLast();
  }

  @Test
  void aPaymentIsTakenUpByOneAtATime() {
    CardPayment payment = requested(trade.exporter(), "tok_ok");
    Mono<List<CardPayment>> claim = ports.cardPayments().claim(1000, Duration.ofMinutes(1));
    assertThat(now(claim)).extracting(CardPayment::id).contains(payment.id());
    assertThat(now(claim)).extracting(CardPayment::id).doesNotContain(payment.id());
    now(ports.cardPayments().learn(news(payment, State.DECLINED)));
  }

  @Test
  void paymentsAreTheirMembersOwn() {
    Caller member = trade.exporter();
    Caller other = trade.exporter();
    CardPayment payment = requested(member, "tok_declined");
    settling(ports.cardProvider(), Duration.ZERO).settle().blockLast();
    CardPayment ended = now(ports.cardPayments().find(payment.id(), trade.operator()));
    assertThat(ended.state()).isEqualTo(State.DECLINED);
    assertThat(ended.reason()).contains("the card was declined");
    assertEmpty(ports.cardPayments().find(payment.id(), other));
    assertEmpty(ports.cardPayments().learn(news(unknown(payment), State.CAPTURED)));
    Page.Query all = new Page.Query(50, Optional.empty());
    UUID id = member.organizationId();
    assertThat(now(ports.cardPayments().page(id, member, all)).items()).containsExactly(ended);
    refusal(ports.cardPayments().page(id, other, all), RefusalCode.NOT_FOUND);
  }

  private static CardPayment unknown(CardPayment like) {
    return new CardPayment(
        UUID.randomUUID(),
        like.memberId(),
        like.amount(),
        like.card(),
        like.state(),
        like.reason(),
        like.requestedAt());
  }
}
