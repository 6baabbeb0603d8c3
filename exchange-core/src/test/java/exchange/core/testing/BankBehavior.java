package exchange.core.testing;

import static exchange.core.testing.Trade.now;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import exchange.core.bank.BankAccount;
import exchange.core.bank.BankEntry;
import exchange.core.bank.BankMirror;
import exchange.core.bank.BankStatement;
import exchange.core.bank.BookedEntry;
import exchange.core.bank.FundingReference;
import exchange.core.bank.PaymentFile;
import exchange.core.bank.Payout;
import exchange.core.ledger.Purpose;
import exchange.core.ledger.PurposeTotal;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import java.time.Duration;
import java.time.LocalDate;
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
 * What {@code BankStatements} and {@code Payouts} promise: random days at the bank, after each of
 * whose steps all money is where it should be.
 */
public abstract class BankBehavior extends SequencesBehavior {
  static final BankAccount THEIRS =
      new BankAccount("Ningbo Lantern Co.", "DE89370400440532013000", "COBADEFFXXX");
  private static final BankAccount OURS =
      new BankAccount("Warehouse Exchange", "GB82WEST12345698765432", "WESTGB22XXX");
  private static final List<String> CURRENCIES = List.of("EUR", "JPY", "KWD");

  @Test
  void moneyIsWhereTheBankSaysAfterEveryStep() {
    liveAll(
        (seed, seen) -> new Days(seed, seen).live(),
        "FUNDED",
        "CONFIRMED",
        "CONFIRMED by an operator",
        "SUSPENSE",
        "ASSIGNED",
        "PAID_OUT",
        "RETURNED",
        "UNEXPLAINED",
        "BANK_BREAK",
        "BANK_FILE_REFUSED",
        "ENTRY_NOT_OPEN",
        "INSUFFICIENT_FUNDS",
        "NOTHING_TO_PAY",
        "PAYOUT_NOT_OPEN",
        "SECOND_PERSON_NEEDED");
  }

  /** Two members, two operators, one account in one currency. */
  private final class Days {
    private final Random random;
    private final Set<String> seen;
    private final CurrencyUnit currency;
    private final String account = "account " + UUID.randomUUID();
    private final List<Caller> operators = List.of(trade.operator(), trade.operator());
    private final Map<Caller, Money> wallets = new LinkedHashMap<>();
    private final List<BankStatement> statements = new ArrayList<>();
    private final Map<UUID, Money> suspense = new LinkedHashMap<>();
    private final Map<UUID, Money> unexplained = new LinkedHashMap<>();

    /** By their references, what was booked by hand for whom and no entry has confirmed. */
    private final Map<String, Map.Entry<Caller, Money>> byHand = new LinkedHashMap<>();

    private final Map<UUID, Payout> payouts = new LinkedHashMap<>();
    private final Map<Purpose, Money> before;
    private Money balance;

    Days(long seed, Set<String> seen) {
      this.seen = seen;
      random = new Random(seed);
      currency = CurrencyUnit.of(CURRENCIES.get(random.nextInt(CURRENCIES.size())));
      balance = none();
      wallets.put(trade.exporter(), none());
      wallets.put(trade.owner(), none());
      before = totals();
    }

    void live() {
      for (int step = 20 + random.nextInt(30); step > 0; step--) {
        switch (random.nextInt(11)) {
          case 10 -> byHand();
          case 0, 1 -> day();
          case 2 -> again();
          case 3 -> assign();
          case 4, 5 -> ask();
          case 6, 7 -> approve();
          case 8 -> cancel();
          default -> write();
        }
        judge();
      }
      heal();
      judge();
      assertThat(mirror().isBroken()).isFalse();
      assertThat(now(ports.recounts().recount(Duration.ZERO)).differences()).isEmpty();
    }

    private <T> T anyOf(List<T> all) {
      return all.get(random.nextInt(all.size()));
    }

    private Caller member() {
      return anyOf(List.copyOf(wallets.keySet()));
    }

    private Money amount() {
      return Money.ofMinor(currency, 1L + random.nextInt(1_000_000));
    }

    private BankEntry entry(Money amount, String text) {
      return new BankEntry(UUID.randomUUID().toString(), LocalDate.of(2031, 1, 2), amount, text);
    }

    private static String name(Payout payout) {
      return payout.id().toString().replace("-", "");
    }

    private void byHand() {
      Caller member = member();
      Money amount = amount();
      String reference = "line " + UUID.randomUUID();
      now(ports.ledger().deposit(UUID.randomUUID(), member.organizationId(), amount, reference));
      wallets.merge(member, amount, Money::plus);
      byHand.put(reference, Map.entry(member, amount));
    }

    /** The bank tells of it under the reference, under its member's, or under none. */
    private void confirm(List<BankEntry> entries) {
      if (!byHand.isEmpty()) {
        String reference = anyOf(List.copyOf(byHand.keySet()));
        Map.Entry<Caller, Money> booked = byHand.get(reference);
        List<String> texts =
            List.of("see " + reference, reference(booked.getKey()), "who knows what it is");
        entries.add(entry(booked.getValue(), anyOf(texts)));
      }
    }

    /** Forgets what the entry is about, if it is about that. */
    private boolean confirms(Money amount, Caller member, String text) {
      return byHand
          .entrySet()
          .removeIf(
              each ->
                  each.getValue().getValue().equals(amount)
                      && (member == null
                          ? text.contains(each.getKey())
                          : each.getValue().getKey().equals(member)));
    }

    /** What happened on the account, told in any order. */
    private void day() {
      List<BankEntry> entries = new ArrayList<>();
      Set<UUID> told = new java.util.HashSet<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        switch (random.nextInt(7)) {
          case 6 -> {
            if (entries.isEmpty()) {
              confirm(entries);
            }
          }
          case 0, 1 -> {
            Caller member = member();
            String reference = FundingReference.of(member.organizationId());
            entries.add(entry(amount(), "thanks " + reference.replaceAll("(.{4})", "$1 ")));
          }
          case 2 -> entries.add(entry(amount(), "no reference, or RF00ABCDEF012345"));
          case 3 -> {
            if (random.nextInt(4) == 0) {
              entries.add(entry(amount().negated(), "charges of the bank"));
            }
          }
          default -> {
            for (Payout each : payouts.values()) {
              if (each.state() == Payout.State.SENT && told.add(each.id())) {
                entries.add(entry(each.amount().negated(), "/ROC/" + name(each)));
                if (random.nextInt(3) == 0) {
                  entries.add(0, entry(each.amount(), "returned " + name(each)));
                }
              } else if (each.state() == Payout.State.PAID && random.nextInt(3) == 0) {
                if (told.add(each.id())) {
                  entries.add(entry(each.amount(), "account closed " + name(each)));
                }
              }
            }
          }
        }
      }
      Money closing = balance;
      for (BankEntry each : entries) {
        closing = closing.plus(each.amount());
      }
      BankStatement statement =
          new BankStatement(account, "day " + statements.size(), balance, closing, entries);
      assertThat(statement.contradictions()).isEmpty();
      now(ports.bankStatements().book(UUID.randomUUID(), statement));
      statements.add(statement);
      balance = closing;
      entries.stream().filter(each -> each.amount().isNegative()).forEach(this::expect);
      entries.stream().filter(each -> each.amount().isPositive()).forEach(this::expect);
    }

    /** The model's own reading of an entry. */
    private void expect(BankEntry entry) {
      BookedEntry booked = booked(entry);
      seen.add(booked.state().name());
      Optional<Payout> payout =
          payouts.values().stream().filter(each -> entry.text().contains(name(each))).findFirst();
      Optional<Caller> member =
          wallets.keySet().stream()
              .filter(each -> entry.text().replace(" ", "").contains(reference(each)))
              .findFirst();
      if (payout.isPresent() && entry.amount().isNegative()) {
        assertThat(booked.state()).isEqualTo(BookedEntry.State.PAID_OUT);
        reread(payout.get(), Payout.State.PAID);
      } else if (payout.isPresent()) {
        assertThat(booked.state()).isEqualTo(BookedEntry.State.RETURNED);
        reread(payout.get(), Payout.State.RETURNED);
        wallets.merge(holder(payout.get()), entry.amount(), Money::plus);
      } else if (entry.amount().isPositive()
          && confirms(entry.amount(), member.orElse(null), entry.text())) {
        assertThat(booked.state()).isEqualTo(BookedEntry.State.CONFIRMED);
      } else if (member.isPresent()) {
        assertThat(booked.state()).isEqualTo(BookedEntry.State.FUNDED);
        wallets.merge(member.get(), entry.amount(), Money::plus);
      } else if (entry.amount().isNegative()) {
        assertThat(booked.state()).isEqualTo(BookedEntry.State.UNEXPLAINED);
        unexplained.put(booked.id(), entry.amount());
      } else {
        assertThat(booked.state()).isEqualTo(BookedEntry.State.SUSPENSE);
        suspense.put(booked.id(), entry.amount());
      }
    }

    private static String reference(Caller member) {
      return FundingReference.of(member.organizationId());
    }

    private Caller holder(Payout payout) {
      return wallets.keySet().stream()
          .filter(each -> each.organizationId().equals(payout.memberId()))
          .findFirst()
          .orElseThrow();
    }

    private void reread(Payout payout, Payout.State state) {
      payouts.compute(payout.id(), (id, known) -> now(ports.payouts().find(id, operators.get(0))));
      // A payout may be paid and returned by one statement, and is found where that ends.
      assertThat(payouts.get(payout.id()).state()).isIn(state, Payout.State.RETURNED);
    }

    private BookedEntry booked(BankEntry entry) {
      return now(ports.bankStatements().page(new Page.Query(200, Optional.empty())))
          .items()
          .stream()
          .filter(each -> each.account().equals(account) && each.entry().equals(entry))
          .findFirst()
          .orElseThrow();
    }

    /** The same statement, the same entries under another number, or another story. */
    private void again() {
      if (statements.isEmpty()) {
        return;
      }
      BankStatement old = anyOf(statements);
      now(ports.bankStatements().book(UUID.randomUUID(), old));
      now(
          ports
              .bankStatements()
              .book(
                  UUID.randomUUID(),
                  new BankStatement(
                      account,
                      "again " + UUID.randomUUID(),
                      old.opening(),
                      old.closing(),
                      old.entries())));
      for (BankEntry each : old.entries()) {
        Money more = each.amount().plusMinor(each.amount().isNegative() ? -1 : 1);
        BankEntry other = new BankEntry(each.reference(), each.bookedOn(), more, each.text());
        List<BankEntry> lie = List.of(entry(amount(), "never booked"), other);
        happens(
            ports
                .bankStatements()
                .book(
                    UUID.randomUUID(),
                    new BankStatement(account, "lie", old.opening(), old.closing(), lie)),
            RefusalCode.BANK_FILE_REFUSED);
      }
    }

    private void assign() {
      List<UUID> open = new ArrayList<>(suspense.keySet());
      open.addAll(unexplained.keySet());
      if (!open.isEmpty()) {
        assign(anyOf(open), member());
      }
    }

    private void assign(UUID entry, Caller member) {
      Mono<BookedEntry> change =
          ports.bankStatements().assign(entry, Optional.of(member.organizationId()));
      if (happens(change, RefusalCode.INSUFFICIENT_FUNDS)) {
        Money amount =
            suspense.containsKey(entry) ? suspense.remove(entry) : unexplained.remove(entry);
        if (amount.isPositive() && confirms(amount, member, "")) {
          seen.add("CONFIRMED by an operator");
        } else {
          seen.add("ASSIGNED");
          wallets.merge(member, amount, Money::plus);
        }
        assertThat(happens(change, RefusalCode.ENTRY_NOT_OPEN)).isFalse();
      }
    }

    private void ask() {
      Caller member = member();
      Money wallet = wallets.get(member);
      Money amount =
          wallet.isPositive() && random.nextInt(4) > 0
              ? Money.ofMinor(
                  currency,
                  1 + random.nextInt((int) Math.min(wallet.getAmountMinorLong(), 1 << 20)))
              : amount();
      UUID id = UUID.randomUUID();
      Mono<Payout> asked = ports.payouts().request(id, member.organizationId(), amount, THEIRS);
      if (happens(asked, RefusalCode.INSUFFICIENT_FUNDS)) {
        payouts.put(id, now(asked));
        wallets.merge(member, amount.negated(), Money::plus);
      }
    }

    private void approve() {
      for (Payout each : List.copyOf(payouts.values())) {
        Mono<Payout> change = ports.payouts().approve(each.id(), anyOf(operators).organizationId());
        happens(
            change,
            RefusalCode.SECOND_PERSON_NEEDED,
            RefusalCode.PAYOUT_NOT_OPEN,
            RefusalCode.BANK_BREAK);
        payouts.put(each.id(), now(ports.payouts().find(each.id(), holder(each))));
      }
    }

    private void cancel() {
      if (payouts.isEmpty()) {
        return;
      }
      Payout payout = anyOf(List.copyOf(payouts.values()));
      Caller member = holder(payout);
      if (happens(ports.payouts().cancel(payout.id(), member), RefusalCode.PAYOUT_NOT_OPEN)) {
        assertThat(payout.state())
            .isIn(Payout.State.REQUESTED, Payout.State.APPROVED, Payout.State.RELEASED);
        wallets.merge(member, payout.amount(), Money::plus);
        payouts.put(payout.id(), now(ports.payouts().find(payout.id(), member)));
      }
    }

    private void write() {
      List<UUID> released =
          payouts.values().stream()
              .filter(each -> each.state() == Payout.State.RELEASED)
              .map(Payout::id)
              .toList();
      UUID id = UUID.randomUUID();
      if (happens(
          ports.payouts().write(id, currency, OURS),
          RefusalCode.NOTHING_TO_PAY,
          RefusalCode.BANK_BREAK)) {
        PaymentFile file = now(ports.payouts().file(id));
        assertThat(file.payments()).extracting(PaymentFile.Payment::id).hasSameElementsAs(released);
        assertThat(now(ports.payouts().write(id, currency, OURS))).isEqualTo(file);
        assertThat(now(ports.payouts().files(new Page.Query(1, Optional.empty()))).items())
            .containsExactly(file);
        released.forEach(
            each -> payouts.put(each, now(ports.payouts().find(each, operators.get(0)))));
      }
    }

    /** So that nothing stays broken in books that others use, too. */
    private void heal() {
      for (UUID each : List.copyOf(unexplained.keySet())) {
        Caller member = member();
        Money gift = unexplained.get(each).negated();
        now(
            ports
                .ledger()
                .deposit(UUID.randomUUID(), member.organizationId(), gift, "by hand " + each));
        wallets.merge(member, gift, Money::plus);
        byHand.put("by hand " + each, Map.entry(member, gift));
        assign(each, member);
      }
      // What is released must be no surprise to the next who writes a file.
      write();
    }

    private boolean happens(Mono<?> change, RefusalCode... orElse) {
      try {
        now(change);
        return true;
      } catch (RefusedException refused) {
        assertThat(refused.refusal().code()).isIn((Object[]) orElse);
        seen.add(refused.refusal().code().name());
        return false;
      }
    }

    private void judge() {
      Money clients = none();
      for (Map.Entry<Caller, Money> each : wallets.entrySet()) {
        Money wallet =
            now(ports.ledger().wallet(each.getKey().organizationId(), each.getKey())).stream()
                .findFirst()
                .orElse(none());
        assertThat(wallet).isEqualTo(each.getValue());
        assertThat(wallet.isNegative()).isFalse();
        clients = clients.plus(wallet);
      }
      Money inSuspense = suspense.values().stream().reduce(none(), Money::plus);
      Money onTheWay = none();
      for (Payout each : payouts.values()) {
        switch (each.state()) {
          case REQUESTED, APPROVED, RELEASED, SENT -> onTheWay = onTheWay.plus(each.amount());
          case PAID, RETURNED, CANCELLED -> {}
        }
        assertThat(now(ports.payouts().find(each.id(), operators.get(0)))).isEqualTo(each);
      }
      assertThat(changed(Purpose.SUSPENSE)).isEqualTo(inSuspense);
      assertThat(changed(Purpose.PAYOUT)).isEqualTo(onTheWay);
      assertThat(changed(Purpose.WALLET)).isEqualTo(clients);
      Money promised =
          byHand.values().stream().map(Map.Entry::getValue).reduce(none(), Money::plus);
      assertThat(changed(Purpose.BY_HAND)).isEqualTo(promised.negated());
      assertThat(changed(Purpose.BANK))
          .isEqualTo(promised.minus(clients.plus(inSuspense).plus(onTheWay)));
      Money missing = unexplained.values().stream().reduce(none(), Money::plus);
      assertThat(mirror().bank().minus(mirror().ledger())).isEqualTo(missing);
    }

    private BankMirror mirror() {
      return now(ports.bankStatements().mirror()).stream()
          .filter(each -> each.bank().getCurrencyUnit().equals(currency))
          .findFirst()
          .orElse(new BankMirror(none(), none(), none()));
    }

    private Money none() {
      return Money.zero(currency);
    }

    private Money changed(Purpose purpose) {
      return totals().getOrDefault(purpose, none()).minus(before.getOrDefault(purpose, none()));
    }

    private Map<Purpose, Money> totals() {
      Map<Purpose, Money> totals = new LinkedHashMap<>();
      Money sum = none();
      for (PurposeTotal each : now(ports.ledger().totals())) {
        if (each.total().getCurrencyUnit().equals(currency)) {
          totals.put(each.purpose(), each.total());
          sum = sum.plus(each.total());
        }
      }
      assertThat(sum.isZero()).as(totals.toString()).isTrue();
      return totals;
    }
  }

  /** Of which the last contradicts what is known. */
  @Test
  void aStatementIsBookedWholeOrNotAtAll() {
    Caller member = trade.exporter();
    String reference = FundingReference.of(member.organizationId());
    String account = "account " + UUID.randomUUID();
    Money money = Money.parse("USD 10.00");
    BankEntry known = new BankEntry("1", LocalDate.EPOCH, money, reference);
    Money none = Money.zero(CurrencyUnit.USD);
    now(
        ports
            .bankStatements()
            .book(UUID.randomUUID(), new BankStatement(account, "1", none, money, List.of(known))));
    BankEntry fresh = new BankEntry("2", LocalDate.EPOCH, money, reference);
    BankEntry other = new BankEntry("1", LocalDate.EPOCH, money.plus(1), reference);
    BankStatement bad = new BankStatement(account, "2", none, money, List.of(fresh, other));
    assertThatThrownBy(() -> now(ports.bankStatements().book(UUID.randomUUID(), bad)))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.refusal().code()).isEqualTo(RefusalCode.BANK_FILE_REFUSED));
    assertThat(now(ports.ledger().wallet(member.organizationId(), member))).containsExactly(money);
  }
}
