package exchange.core.testing;

import static exchange.core.testing.Trade.now;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.bank.BankEntry;
import exchange.core.bank.BankStatement;
import exchange.core.bank.FundingReference;
import exchange.core.card.CardNews;
import exchange.core.card.CardPayment.State;
import exchange.core.ledger.Purpose;
import exchange.core.member.Caller;
import exchange.core.reconciliation.Overdue;
import exchange.core.reconciliation.ReconcileDays;
import exchange.core.reconciliation.Reconciliation;
import exchange.core.values.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** What {@code Reconciliations} promise. */
public abstract class ReconciliationsBehavior extends StoreBehavior {
  private static final CurrencyUnit KWD = CurrencyUnit.of("KWD");
  private static final Instant FUTURE = Instant.parse("2100-01-01T00:00:00Z");

  private static Money kwd(int amount) {
    return Money.ofMajor(KWD, amount);
  }

  /** One that nobody has reconciled: these books may be old. */
  private static LocalDate someDay() {
    return LocalDate.ofEpochDay(-ThreadLocalRandom.current().nextInt(500_000));
  }

  private Reconciliation reconcile(LocalDate day, Instant end, Money captured) {
    return now(ports.reconciliations().reconcile(day, end, List.of(captured))).stream()
        .filter(each -> each.bank().getCurrencyUnit().equals(KWD))
        .findFirst()
        .orElseThrow();
  }

  private void bank(Money amount, String text) {
    BankEntry entry = new BankEntry(UUID.randomUUID().toString(), LocalDate.EPOCH, amount, text);
    BankStatement statement =
        new BankStatement(
            "account " + UUID.randomUUID(), "1", Money.zero(KWD), amount, List.of(entry));
    now(ports.bankStatements().book(UUID.randomUUID(), statement));
  }

  private UUID card(Caller member, Money amount) {
    return now(ports
            .cardPayments()
            .request(UUID.randomUUID(), member.organizationId(), amount, "tok_ok"))
        .id();
  }

  private void captured(UUID payment, Instant at) {
    now(ports.cardPayments().learn(new CardNews(payment, State.CAPTURED, Optional.empty(), at)));
  }

  private static Instant soon() {
    Instant end = Instant.now().plusMillis(20);
    while (Instant.now().isBefore(end)) {
      Thread.onSpinWait();
    }
    return end;
  }

  @Test
  void whatOthersHoldIsWhatIsOwedAtTheEndOfEachDay() {
    Caller member = trade.exporter();
    Reconciliation before = reconcile(someDay(), FUTURE, kwd(0));
    Instant end = soon();
    bank(kwd(5), "nobody's");
    now(ports.ledger().deposit(UUID.randomUUID(), member.organizationId(), kwd(70), "soon"));
    now(ports.ledger().addOwnFunds(UUID.randomUUID(), Purpose.FX, kwd(300), "ours"));
    captured(card(member, kwd(2000)), Instant.now());
    now(
        ports
            .payouts()
            .request(UUID.randomUUID(), member.organizationId(), kwd(1), BankBehavior.THEIRS));

    Reconciliation after = reconcile(someDay(), FUTURE, kwd(2000));
    assertThat(after.bank().minus(before.bank())).isEqualTo(kwd(5));
    assertThat(after.suspense().minus(before.suspense())).isEqualTo(kwd(5));
    assertThat(after.byHand().minus(before.byHand())).isEqualTo(kwd(370));
    assertThat(after.own().minus(before.own())).isEqualTo(kwd(300));
    assertThat(after.clients().minus(before.clients())).isEqualTo(kwd(2070));
    assertThat(after.difference()).isEqualTo(before.difference());

    Reconciliation then = reconcile(someDay(), end, kwd(0));
    assertThat(then.bank()).isEqualTo(before.bank());
    assertThat(then.clients()).isEqualTo(before.clients());
    assertThat(then.byHand()).isEqualTo(before.byHand());
    assertThat(then.own()).isEqualTo(before.own());
    assertThat(then.suspense()).isEqualTo(before.suspense());
  }

  @Test
  void whatTheProviderTookAndDidNotTellInTimeIsNoBreak() {
    UUID payment = card(trade.exporter(), kwd(9));
    Instant captured = Instant.now();
    Instant end = soon();
    Money others = reconcile(someDay(), end, kwd(0)).difference().negated();
    captured(payment, captured);
    Reconciliation day = reconcile(someDay(), end, others.plus(kwd(9)));
    assertThat(day.learntLater()).isEqualTo(kwd(9));
    assertThat(day.isBroken()).isFalse();
    assertThat(reconcile(someDay(), end, others).isBroken()).isTrue();
  }

  @Test
  void whatTheProviderRemitsIsAtTheBankAndNotWithIt() {
    Reconciliation before = reconcile(someDay(), FUTURE, kwd(0));
    captured(card(trade.exporter(), kwd(50)), Instant.now());
    bank(kwd(30), "acquirer " + FundingReference.CARDS + " batch 12");
    Reconciliation after = reconcile(someDay(), FUTURE, kwd(50));
    assertThat(after.bank().minus(before.bank())).isEqualTo(kwd(30));
    assertThat(after.provider().minus(before.provider())).isEqualTo(kwd(20));
    assertThat(after.suspense()).isEqualTo(before.suspense());
    assertThat(after.difference()).isEqualTo(before.difference());

    // Nobody has paid so much by card.
    bank(kwd(1_000_000_000), FundingReference.CARDS);
    Reconciliation more = reconcile(someDay(), FUTURE, kwd(50));
    assertThat(more.suspense().minus(before.suspense())).isEqualTo(kwd(1_000_000_000));
    assertThat(more.provider()).isEqualTo(after.provider());
    assertThat(more.difference()).isEqualTo(before.difference());
  }

  @Test
  void aDayIsReconciledOnce() {
    trade.exporterWith("KWD 3");
    LocalDate day = someDay();
    Reconciliation first = reconcile(day, FUTURE, kwd(0));
    assertThat(now(ports.reconciliations().reconcile(day, FUTURE, List.of(kwd(1)))).isEmpty())
        .isTrue();
    assertThat(now(ports.reconciliations().page(new Page.Query(200, Optional.empty()))).items())
        .contains(first);
  }

  @Test
  void whatTheBankIsSilentAboutIsOverdue() {
    Instant begin = soon();
    Overdue before = now(ports.reconciliations().overdue(FUTURE));
    Caller member = trade.exporter();
    String reference = "line " + UUID.randomUUID();
    now(ports.ledger().deposit(UUID.randomUUID(), member.organizationId(), kwd(7), reference));
    Overdue after = now(ports.reconciliations().overdue(FUTURE));
    assertThat(after.bookings()).isEqualTo(before.bookings() + 1);
    assertThat(now(ports.reconciliations().overdue(begin)).bookings()).isEqualTo(before.bookings());
    bank(kwd(7), "as in " + reference);
    assertThat(now(ports.reconciliations().overdue(FUTURE))).isEqualTo(before);
  }

  @Test
  void daysThatNobodyDidAreDoneLater() {
    trade.exporterWith("KWD 3");
    now(ports.reconciliations().reconcile(someDay(), FUTURE, List.of()));
    LocalDate last = now(ports.reconciliations().lastDay());
    Duration wait = Duration.ofMinutes(30);
    Instant morning = last.plusDays(4).atStartOfDay().toInstant(ZoneOffset.UTC);
    assertThat(days(morning.plus(wait).minusSeconds(1), wait))
        .containsExactly(last.plusDays(1), last.plusDays(2));
    assertThat(days(morning.plus(wait), wait)).containsExactly(last.plusDays(3));
    assertThat(days(morning.plus(wait), wait)).isEmpty();
  }

  private List<LocalDate> days(Instant time, Duration wait) {
    ReconcileDays reconcile =
        new ReconcileDays(
            ports.reconciliations(), ports.cardProvider(), Clock.fixed(time, ZoneOffset.UTC), wait);
    return now(reconcile.reconcile().map(Reconciliation::day).distinct().collectList());
  }
}
