package exchange.core.testing;

import static exchange.core.testing.Trade.HAMBURG;
import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.ALREADY_CREDITED;
import static exchange.core.values.RefusalCode.ALREADY_DISPUTED;
import static exchange.core.values.RefusalCode.DISPUTE_AWAITS_ANSWER;
import static exchange.core.values.RefusalCode.DISPUTE_DEADLINE_PASSED;
import static exchange.core.values.RefusalCode.DISPUTE_EXCEEDS_LINE;
import static exchange.core.values.RefusalCode.DISPUTE_FULL;
import static exchange.core.values.RefusalCode.DISPUTE_OUT_OF_TURN;
import static exchange.core.values.RefusalCode.DISPUTE_TOO_LATE;
import static exchange.core.values.RefusalCode.INVOICE_DISPUTED;
import static exchange.core.values.RefusalCode.NOT_FOUND;
import static exchange.core.values.RefusalCode.NOT_YOUR_MOVE;
import static exchange.core.values.RefusalCode.OFFER_NOT_OPEN;
import static exchange.core.values.RefusalCode.PAYLOAD_TOO_LARGE;
import static exchange.core.values.RefusalCode.VALIDATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import exchange.core.billing.BillContracts;
import exchange.core.billing.Document;
import exchange.core.capacity.HoldLimits;
import exchange.core.dispute.CloseDisputes;
import exchange.core.dispute.Dispute;
import exchange.core.dispute.Dispute.Command;
import exchange.core.dispute.Dispute.Entry;
import exchange.core.dispute.Dispute.EntryKind;
import exchange.core.dispute.Dispute.Party;
import exchange.core.dispute.Dispute.State;
import exchange.core.dispute.DisputeRules;
import exchange.core.dispute.Disputes.Opening;
import exchange.core.dispute.EvidenceFile;
import exchange.core.dispute.EvidenceType;
import exchange.core.dispute.Move;
import exchange.core.dispute.Subject;
import exchange.core.event.Event;
import exchange.core.lease.LeaseTerms;
import exchange.core.listing.ChargeCode;
import exchange.core.member.Caller;
import exchange.core.reserve.MerkleSumTree.Leaf;
import exchange.core.values.Page;
import exchange.core.values.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What disputes must do, about a lease of January for 124 dollars, with as much as deposit. */
public abstract class DisputesBehavior extends StoreBehavior {
  private static final DisputeRules RULES = new DisputeRules(7, 14, 60, "Singapore", "Singapore");
  private static final Instant BEGIN = Instant.parse("2031-02-02T10:00:00Z");
  private static final Page.Query ALL = new Page.Query(200, Optional.empty());

  /** Where each command leads from each state; a dash where it is refused. */
  private static final String STEPS =
      """
      state     ANSWER   OFFER    ACCEPT  WITHDRAW  RULE  APPEAL   CLOSE ADD_EVIDENCE
      OPEN      ANSWERED OPEN     SETTLED WITHDRAWN RULED -        -     OPEN
      ANSWERED  -        ANSWERED SETTLED WITHDRAWN RULED -        -     ANSWERED
      RULED     -        RULED    SETTLED WITHDRAWN -     APPEALED FINAL RULED
      APPEALED  -        APPEALED SETTLED WITHDRAWN FINAL -        -     APPEALED
      FINAL     -        -        -       -         -     -        -     -
      SETTLED   -        -        -       -         -     -        -     -
      WITHDRAWN -        -        -       -         -     -        -     -
      """;

  private Caller owner;
  private Caller exporter;
  private Caller operator;
  private UUID contract;
  private Document invoice;

  /** Of which January is over, paid to the owner, and invoiced. */
  private void lease() {
    owner = trade.owner();
    exporter = trade.exporterWith("USD 248");
    operator = trade.operator();
    LeaseTerms terms = trade.terms(exporter, trade.listing(owner, 10), 4, 0, 31);
    UUID reservation = UUID.randomUUID();
    now(
        ports
            .reservations()
            .reserve(reservation, terms, HoldLimits.proposed(Duration.ofMinutes(10))));
    contract = now(ports.contracts().settle(UUID.randomUUID(), reservation, exporter)).id();
    bill(OPENING.plusMonths(1));
    invoice = now(ports.documents().page(exporter, ALL)).items().get(0);
  }

  private void bill(LocalDate day) {
    Instant at = day.atStartOfDay(HAMBURG.zone()).toInstant();
    now(new BillContracts(ports.billings(), Clock.fixed(at, HAMBURG.zone()), 50).bill());
  }

  /** A week after the lease its deposit goes back. */
  private void itEnds() {
    bill(OPENING.plusMonths(1).plusDays(7));
  }

  private static Instant day(int day) {
    return BEGIN.plus(Duration.ofDays(day));
  }

  private Subject line() {
    return Subject.line(invoice.id(), ChargeCode.STORAGE);
  }

  private Mono<Dispute> opening(Caller caller, Subject subject, String amount) {
    return opening(caller, subject, amount, BEGIN);
  }

  private Mono<Dispute> opening(Caller caller, Subject subject, String amount, Instant at) {
    Opening opening =
        new Opening(UUID.randomUUID(), contract, subject, Money.parse(amount), "it was wet", RULES);
    return ports.disputes().open(opening, caller, at);
  }

  private Mono<Dispute> moving(Dispute dispute, Caller caller, Move move, int day) {
    return ports.disputes().move(dispute.id(), UUID.randomUUID(), caller, move, day(day));
  }

  private static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }

  private static Entry last(Dispute dispute) {
    return dispute.timeline().get(dispute.timeline().size() - 1);
  }

  private static EvidenceFile text(String words) {
    return new EvidenceFile(
        UUID.randomUUID(), "note.txt", EvidenceType.TEXT, words.getBytes(StandardCharsets.UTF_8));
  }

  private void assertHave(String ownerHas, String exporterHas, String deposit) {
    assertThat(wallet(owner)).isEqualTo(usd(ownerHas));
    assertThat(wallet(exporter)).isEqualTo(usd(exporterHas));
    assertThat(now(ports.ledger().escrow(contract, exporter)).deposit()).isEqualTo(usd(deposit));
    assertThat(now(ports.recounts().recount(Duration.ZERO)).differences()).isEmpty();
  }

  private Money wallet(Caller member) {
    return now(ports.ledger().wallet(member.organizationId(), member)).get(0);
  }

  // States and commands --------------------------------------------------------------------------

  @TestFactory
  Stream<DynamicTest> everyCommandInEveryState() {
    List<List<String>> rows =
        STEPS.lines().map(row -> Arrays.asList(row.strip().split(" +", -1))).toList();
    return Arrays.stream(State.values())
        .flatMap(
            state ->
                Arrays.stream(Command.values())
                    .map(
                        command ->
                            dynamicTest(
                                command + " when " + state,
                                () -> assertLeads(state, command, cell(rows, state, command)))));
  }

  private static String cell(List<List<String>> rows, State state, Command command) {
    int column = rows.get(0).indexOf(command.name());
    assertThat(column).as("a column for %s", command).isPositive();
    return rows.stream()
        .filter(row -> row.get(0).equals(state.name()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row for " + state))
        .get(column);
  }

  private void assertLeads(State state, Command command, String expected) {
    lease();
    Dispute dispute = reach(state);
    assertThat(dispute.state()).isEqualTo(state);
    if (expected.equals("-")) {
      assertThat(refusal(give(command, dispute), DISPUTE_OUT_OF_TURN).facts())
          .containsEntry("state", state.name());
      assertNow(ports.disputes().find(dispute.id(), operator)).isEqualTo(dispute);
    } else {
      assertThat(now(give(command, dispute)).state()).isEqualTo(State.valueOf(expected));
    }
    assertThat(state.after(command).map(State::name))
        .isEqualTo(Optional.of(expected).filter(each -> !each.equals("-")));
  }

  /** With an offer of the owner's on the table. */
  private Dispute reach(State state) {
    return switch (state) {
      case OPEN -> {
        Dispute opened = now(opening(exporter, line(), "USD 24.00"));
        yield now(moving(opened, owner, Move.offer(usd("5.00"), "take it"), 0));
      }
      case ANSWERED -> now(moving(reach(State.OPEN), owner, Move.answer("it was not"), 1));
      case RULED ->
          now(moving(reach(State.ANSWERED), operator, Move.rule(usd("10.00"), "damp"), 2));
      case APPEALED -> now(moving(reach(State.RULED), exporter, Move.appeal("all of it"), 3));
      case FINAL -> now(ports.disputes().close(reach(State.RULED).id(), day(16)));
      case SETTLED -> now(give(Command.ACCEPT, reach(State.OPEN)));
      case WITHDRAWN -> now(give(Command.WITHDRAW, reach(State.OPEN)));
    };
  }

  /** When no deadline stands in the way. */
  private Mono<Dispute> give(Command command, Dispute dispute) {
    return switch (command) {
      case ANSWER -> moving(dispute, owner, Move.answer("no"), 4);
      case OFFER -> moving(dispute, exporter, Move.offer(usd("20.00"), "less"), 4);
      case ACCEPT -> moving(dispute, exporter, Move.accept(offer(dispute)), 4);
      case WITHDRAW -> moving(dispute, exporter, Move.withdraw(), 4);
      case RULE -> moving(dispute, operator, Move.rule(usd("10.00"), "so be it"), 8);
      case APPEAL -> moving(dispute, owner, Move.appeal("nothing"), 4);
      case CLOSE -> ports.disputes().close(dispute.id(), day(17));
      case ADD_EVIDENCE -> ports.disputes().addEvidence(dispute.id(), owner, text("dry"), day(4));
    };
  }

  private static UUID offer(Dispute dispute) {
    return dispute.offerTo(Party.OPENER).orElseThrow().id();
  }

  @Test
  void onlyWhoMayMoves() {
    lease();
    for (Command command : Command.values()) {
      if (command != Command.CLOSE) {
        for (Party party : List.of(Party.OPENER, Party.RESPONDENT, Party.OPERATOR)) {
          assertMoves(command, party);
        }
      }
    }
  }

  private void assertMoves(Command command, Party party) {
    Subject subject = Subject.goods(OPENING, command + " by " + party);
    Dispute dispute = now(opening(exporter, subject, "USD 1.00"));
    Caller caller =
        switch (party) {
          case OPENER -> exporter;
          case RESPONDENT -> owner;
          case OPERATOR, TIME -> operator;
        };
    UUID offer = UUID.randomUUID();
    Mono<Dispute> move =
        switch (command) {
          case ANSWER -> moving(dispute, caller, Move.answer("no"), 1);
          case OFFER -> moving(dispute, caller, Move.offer(usd("0.50"), "half"), 1);
          case ACCEPT -> moving(dispute, caller, Move.accept(offer), 1);
          case WITHDRAW -> moving(dispute, caller, Move.withdraw(), 1);
          case RULE -> moving(dispute, caller, Move.rule(usd("1.00"), "yes"), 8);
          case APPEAL -> moving(dispute, caller, Move.appeal("no"), 1);
          case ADD_EVIDENCE ->
              ports.disputes().addEvidence(dispute.id(), caller, text("x"), day(1));
          case CLOSE -> throw new AssertionError("nobody closes");
        };
    if (!command.movers().contains(party)) {
      refusal(move, NOT_YOUR_MOVE);
    } else if (command == Command.ACCEPT) {
      refusal(move, OFFER_NOT_OPEN);
    } else if (command == Command.APPEAL) {
      refusal(move, DISPUTE_OUT_OF_TURN);
    } else {
      assertThat(last(now(move)).by()).isEqualTo(party);
    }
  }

  @Test
  void deadlinesEndOnTheirInstant() {
    lease();
    Dispute dispute = now(opening(exporter, line(), "USD 24.00"));
    assertThat(dispute.answerBy()).isEqualTo(day(7));
    assertThat(dispute.governingLaw()).isEqualTo("Singapore");
    Move rule = Move.rule(usd("10.00"), "damp");
    Instant before = day(7).minusSeconds(1);
    refusal(
        ports.disputes().move(dispute.id(), UUID.randomUUID(), operator, rule, before),
        DISPUTE_AWAITS_ANSWER);
    assertThat(waiting(before)).doesNotContain(dispute.id());
    refusal(moving(dispute, owner, Move.answer("late"), 7), DISPUTE_DEADLINE_PASSED);
    assertThat(waiting(day(7))).contains(dispute.id());
    Dispute ruled = now(moving(dispute, operator, rule, 7));
    assertThat(ruled.appealBy()).contains(day(21));
    refusal(moving(dispute, owner, Move.appeal("late"), 21), DISPUTE_DEADLINE_PASSED);
    refusal(ports.disputes().close(dispute.id(), day(21).minusSeconds(1)), DISPUTE_OUT_OF_TURN);
    assertThat(now(ports.disputes().close(dispute.id(), day(21))).state()).isEqualTo(State.FINAL);
  }

  private List<UUID> waiting(Instant at) {
    return now(ports.disputes().awaitingRuling(at, 1000).map(Dispute::id).collectList());
  }

  @Test
  void theOldestWaitsFirst() {
    lease();
    Dispute first = now(opening(exporter, Subject.contract(), "USD 1.00"));
    Dispute second = now(opening(exporter, Subject.goods(OPENING, "rain"), "USD 1.00"));
    now(moving(second, owner, Move.answer("no"), 1));
    now(moving(first, owner, Move.answer("no"), 2));
    assertThat(waiting(day(3)).stream().filter(List.of(first.id(), second.id())::contains))
        .containsExactly(first.id(), second.id());
  }

  // Money ----------------------------------------------------------------------------------------

  @Test
  void theLastRulingIsPaidAndCredited() {
    lease();
    assertHave("124.00", "0.00", "124.00");
    Dispute dispute = reach(State.APPEALED);
    assertThat(dispute.frozen()).isEqualTo(usd("24.00"));
    assertHave("100.00", "0.00", "124.00");
    assertThat(dispute.awarded()).contains(usd("10.00"));
    assertThat(dispute.paid()).isEmpty();
    assertThat(documents(exporter)).containsExactly(invoice);

    Dispute end = now(moving(dispute, operator, Move.rule(usd("15.50"), "wetter"), 5));
    assertThat(end.state()).isEqualTo(State.FINAL);
    assertThat(end.awarded()).contains(usd("15.50"));
    assertThat(end.paid()).contains(usd("15.50"));
    assertThat(end.owed()).contains(usd("0.00"));
    assertHave("108.50", "15.50", "124.00");
    assertCredited(dispute.id(), "15.50", "wetter");
  }

  private List<Document> documents(Caller caller) {
    return now(ports.documents().page(caller, ALL)).items();
  }

  /** Of which invoice and statement are the last before. */
  private void assertCredited(UUID id, String amount, String reason) {
    for (Caller party : List.of(exporter, owner)) {
      Document note = documents(party).get(0);
      Document of = documents(party).get(1);
      assertThat(note.kind()).isEqualTo(Document.Kind.CREDIT_NOTE);
      assertThat(note.corrects()).contains(of.id());
      assertThat(note.reason()).contains(reason);
      assertThat(note.total()).isEqualTo(usd(amount).negated());
      assertThat(note.lines()).hasSize(1);
      assertThat(note.lines().get(0).code()).isEqualTo(ChargeCode.STORAGE);
      assertThat(note.lines().get(0).amount()).isEqualTo(usd(amount).negated());
      if (party.equals(exporter)) {
        assertThat(note.id()).isEqualTo(id);
      } else {
        assertThat(note.number()).isEqualTo(of.number() + 1);
      }
    }
  }

  @Test
  void whatTheWalletLacksStaysOwed() {
    lease();
    Dispute first = now(opening(exporter, Subject.contract(), "USD 100.00"));
    assertHave("24.00", "0.00", "124.00");
    Dispute second = now(opening(exporter, line(), "USD 60.00"));
    assertThat(second.frozen()).isEqualTo(usd("24.00"));
    assertHave("0.00", "0.00", "124.00");
    now(moving(second, owner, Move.answer("no"), 1));
    now(moving(second, operator, Move.rule(usd("50.00"), "yes"), 2));
    Dispute end = now(ports.disputes().close(second.id(), day(16)));
    assertThat(end.paid()).contains(usd("24.00"));
    assertThat(end.owed()).contains(usd("26.00"));
    assertHave("0.00", "24.00", "124.00");
    assertCredited(second.id(), "50.00", "yes");
    now(moving(first, exporter, Move.withdraw(), 17));
    assertHave("100.00", "24.00", "124.00");
  }

  @Test
  void anEmptyWalletFreezesNothing() {
    lease();
    now(opening(exporter, Subject.contract(), "USD 124.00"));
    Dispute second = now(opening(exporter, line(), "USD 4.00"));
    assertThat(second.frozen()).isEqualTo(usd("0.00"));
    Dispute offered = now(moving(second, exporter, Move.offer(usd("3.00"), "3?"), 1));
    UUID offer = last(offered).id();
    Dispute end = now(moving(second, owner, Move.accept(offer), 2));
    assertThat(end.paid()).contains(usd("0.00"));
    assertThat(end.owed()).contains(usd("3.00"));
    assertHave("0.00", "0.00", "124.00");
    assertCredited(second.id(), "3.00", "3?");
  }

  @Test
  void whatAnOwnerWantsIsFrozenInTheDeposit() {
    lease();
    Dispute dispute = now(opening(owner, Subject.contract(), "USD 200.00"));
    assertThat(dispute.frozen()).isEqualTo(usd("124.00"));
    assertHave("124.00", "0.00", "0.00");
    now(moving(dispute, exporter, Move.answer("no"), 1));
    now(moving(dispute, operator, Move.rule(usd("30.00"), "yes"), 2));
    itEnds();
    assertHave("124.00", "0.00", "0.00");
    now(ports.disputes().close(dispute.id(), day(16)));
    assertHave("154.00", "94.00", "0.00");
    Dispute late = now(opening(owner, Subject.contract(), "USD 10.00"));
    assertThat(late.frozen()).isEqualTo(usd("0.00"));
    assertHave("154.00", "94.00", "0.00");
  }

  @Test
  void whatIsLeftOfARunningLeaseIsDepositAgain() {
    lease();
    now(
        ports
            .claims()
            .file(UUID.randomUUID(), contract, owner, usd("100.00"), "bent racks", BEGIN));
    Dispute dispute = now(opening(owner, Subject.goods(OPENING, "oil"), "USD 50.00"));
    assertThat(dispute.frozen()).isEqualTo(usd("24.00"));
    assertHave("124.00", "0.00", "100.00");
    now(moving(dispute, exporter, Move.offer(usd("9.99"), "for peace"), 1));
    UUID offer = last(now(ports.disputes().find(dispute.id(), owner))).id();
    Dispute settled = now(moving(dispute, owner, Move.accept(offer), 1));
    assertThat(settled.state()).isEqualTo(State.SETTLED);
    assertThat(settled.paid()).contains(usd("9.99"));
    assertHave("133.99", "0.00", "114.01");
    assertThat(documents(exporter)).containsExactly(invoice);
  }

  @Test
  void whatIsFrozenIsItsMembersStill() {
    lease();
    now(opening(exporter, Subject.contract(), "USD 100.00"));
    now(opening(owner, Subject.goods(OPENING, "oil"), "USD 24.00"));
    now(ports.reserves().count(Duration.ZERO));
    List<Leaf> leaves =
        now(ports
                .reserves()
                .unstated()
                .filter(count -> count.bank().getCurrencyUnit().equals(CurrencyUnit.USD))
                .reduce((earlier, later) -> later))
            .leaves();
    assertThat(leaves)
        .filteredOn(leaf -> leaf.memberId().equals(owner.organizationId()))
        .extracting(Leaf::sum)
        .containsExactly(12400L);
    assertThat(leaves)
        .filteredOn(leaf -> leaf.memberId().equals(exporter.organizationId()))
        .extracting(Leaf::sum)
        .containsExactly(12400L);
  }

  // Limits ---------------------------------------------------------------------------------------

  @Test
  void aLineIsDisputedOnceAndForNoMoreThanItIs() {
    lease();
    refusal(opening(exporter, line(), "USD 124.01"), DISPUTE_EXCEEDS_LINE);
    Dispute first = now(opening(exporter, line(), "USD 100.00"));
    refusal(opening(exporter, line(), "USD 24.00"), ALREADY_DISPUTED);
    now(moving(first, owner, Move.offer(usd("1.00"), "here"), 1));
    UUID offer = last(now(ports.disputes().find(first.id(), exporter))).id();
    now(moving(first, exporter, Move.accept(offer), 1));
    assertThat(refusal(opening(exporter, line(), "USD 24.01"), DISPUTE_EXCEEDS_LINE).facts())
        .containsEntry("free", "24.00");
    Dispute second = now(opening(exporter, line(), "USD 24.00"));
    now(moving(second, exporter, Move.withdraw(), 1));
    Dispute third = now(opening(exporter, line(), "USD 24.00"));
    now(moving(third, owner, Move.offer(usd("2.00"), "more"), 1));
    offer = last(now(ports.disputes().find(third.id(), exporter))).id();
    now(moving(third, exporter, Move.accept(offer), 1));
    assertHave("121.00", "3.00", "124.00");
    assertThat(documents(exporter)).hasSize(3);
    Subject other = Subject.line(invoice.id(), ChargeCode.HANDLING_IN);
    refusal(opening(exporter, other, "USD 0.01"), DISPUTE_EXCEEDS_LINE);
  }

  @Test
  void whatIsCreditedIsNotDisputedAndTheOtherWayRound() {
    lease();
    Dispute dispute = now(opening(exporter, line(), "USD 24.00"));
    refusal(crediting(), INVOICE_DISPUTED);
    now(moving(dispute, exporter, Move.withdraw(), 1));
    now(crediting());
    refusal(opening(exporter, line(), "USD 24.00"), ALREADY_CREDITED);
    assertHave("0.00", "124.00", "124.00");
  }

  @Test
  void whatIsCreditedInPartIsNotCreditedWhole() {
    lease();
    reach(State.FINAL);
    refusal(crediting(), ALREADY_CREDITED);
  }

  private Mono<Document> crediting() {
    return ports.documents().credit(UUID.randomUUID(), invoice.id(), "a mistake", BEGIN);
  }

  @Test
  void anInvoiceCanBeDisputedForSoManyDays() {
    lease();
    Instant last = invoice.issuedAt().plus(Duration.ofDays(60));
    refusal(opening(exporter, line(), "USD 1.00", last.plusMillis(1)), DISPUTE_TOO_LATE);
    now(opening(exporter, line(), "USD 1.00", last));
  }

  @Test
  void oneIsOpenForEachSubject() {
    lease();
    for (Subject subject : List.of(Subject.contract(), Subject.goods(OPENING, "rain"))) {
      now(opening(exporter, subject, "USD 1.00"));
      refusal(opening(exporter, subject, "USD 2.00"), ALREADY_DISPUTED);
      refusal(opening(owner, subject, "USD 2.00"), ALREADY_DISPUTED);
    }
    now(opening(exporter, Subject.goods(OPENING.plusDays(1), "rain"), "USD 1.00"));
    now(opening(exporter, Subject.goods(OPENING, "snow"), "USD 1.00"));
  }

  @Test
  void onlyThePartiesDispute() {
    lease();
    for (Caller other : List.of(trade.owner(), trade.exporter(), operator)) {
      refusal(opening(other, Subject.contract(), "USD 1.00"), NOT_FOUND);
    }
    refusal(opening(owner, line(), "USD 1.00"), NOT_FOUND);
    refusal(opening(exporter, Subject.contract(), "EUR 1.00"), VALIDATION_FAILED);
    Subject statement = Subject.line(documents(owner).get(0).id(), ChargeCode.STORAGE);
    refusal(opening(exporter, statement, "USD 1.00"), NOT_FOUND);
    Dispute dispute = now(opening(exporter, line(), "USD 1.00"));
    Caller stranger = trade.owner();
    refusal(moving(dispute, stranger, Move.withdraw(), 1), NOT_FOUND);
    assertEmpty(ports.disputes().find(dispute.id(), stranger));
    assertThat(now(ports.disputes().page(stranger, ALL)).items()).isEmpty();
    assertEmpty(ports.disputes().of(contract, stranger).next());
    for (Caller party : List.of(owner, exporter)) {
      assertThat(now(ports.disputes().page(party, ALL)).items()).containsExactly(dispute);
      assertNow(ports.disputes().find(dispute.id(), party)).isEqualTo(dispute);
      assertNow(ports.disputes().of(contract, party).next()).isEqualTo(dispute);
    }
    assertThat(now(ports.disputes().page(operator, ALL)).items()).contains(dispute);
  }

  @Test
  void amountsFitTheDispute() {
    lease();
    Dispute dispute = now(opening(exporter, line(), "USD 24.00"));
    for (String amount : List.of("USD 24.01", "EUR 1.00")) {
      Money wrong = Money.parse(amount);
      refusal(moving(dispute, owner, Move.offer(wrong, "no"), 1), VALIDATION_FAILED);
      refusal(moving(dispute, operator, Move.rule(wrong, "no"), 8), VALIDATION_FAILED);
    }
  }

  @Test
  void onlyTheLatestOfferIsOpen() {
    lease();
    Dispute dispute = now(opening(exporter, line(), "USD 24.00"));
    UUID first = last(now(moving(dispute, owner, Move.offer(usd("9.00"), "x"), 1))).id();
    UUID second = last(now(moving(dispute, owner, Move.offer(usd("5.00"), "x"), 1))).id();
    refusal(moving(dispute, exporter, Move.accept(first), 1), OFFER_NOT_OPEN);
    refusal(moving(dispute, owner, Move.accept(second), 1), OFFER_NOT_OPEN);
    Dispute settled = now(moving(dispute, exporter, Move.accept(second), 1));
    assertThat(settled.awarded()).contains(usd("5.00"));
  }

  @Test
  void offersEndSomewhere() {
    lease();
    Dispute dispute = now(opening(exporter, line(), "USD 24.00"));
    for (int i = 0; i < Dispute.MOST_OFFERS; i++) {
      now(moving(dispute, owner, Move.offer(usd("1.00"), "offer " + i), 1));
    }
    refusal(moving(dispute, owner, Move.offer(usd("1.00"), "another"), 1), DISPUTE_FULL);
    now(moving(dispute, exporter, Move.offer(usd("2.00"), "mine"), 1));
  }

  // Evidence and timeline ------------------------------------------------------------------------

  @Test
  void evidenceIsKeptAsItWasSent() {
    lease();
    Dispute dispute = now(opening(exporter, line(), "USD 24.00"));
    byte[] largest = new byte[EvidenceFile.MOST_BYTES];
    Arrays.fill(largest, (byte) 0xff);
    largest[1] = (byte) 0xd8;
    EvidenceFile photograph =
        new EvidenceFile(UUID.randomUUID(), "水 \"rack\".jpg", EvidenceType.JPEG, largest);
    Dispute with = now(ports.disputes().addEvidence(dispute.id(), exporter, photograph, day(1)));
    assertThat(last(with).evidence()).contains(photograph.evidence());
    assertThat(last(with).by()).isEqualTo(Party.OPENER);
    UUID id = photograph.evidence().id();
    for (Caller party : List.of(owner, exporter, operator)) {
      EvidenceFile found = now(ports.disputes().evidence(dispute.id(), id, party));
      assertThat(found.content()).isEqualTo(largest);
      assertThat(found.evidence()).isEqualTo(photograph.evidence());
    }
    assertEmpty(ports.disputes().evidence(dispute.id(), id, trade.owner()));
    Dispute other = now(opening(exporter, Subject.contract(), "USD 1.00"));
    assertEmpty(ports.disputes().evidence(other.id(), id, exporter));
    refusal(
        ports.disputes().addEvidence(dispute.id(), trade.owner(), text("x"), day(1)), NOT_FOUND);
  }

  @Test
  void theTwentyFirstFileIsTooMany() {
    lease();
    Dispute dispute = now(opening(exporter, line(), "USD 24.00"));
    for (int i = 0; i < Dispute.MOST_FILES; i++) {
      now(ports.disputes().addEvidence(dispute.id(), owner, text("file " + i), day(1)));
    }
    refusal(ports.disputes().addEvidence(dispute.id(), owner, text("x"), day(1)), DISPUTE_FULL);
    now(ports.disputes().addEvidence(dispute.id(), exporter, text("mine"), day(1)));
  }

  @Test
  void filesAreWhatTheySay() {
    byte[] pdf = "%PDF-1.7 and so on".getBytes(StandardCharsets.US_ASCII);
    byte[] gif = "GIF89a\0\0".getBytes(StandardCharsets.US_ASCII);
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0};
    byte[] jpeg = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0};
    byte[] latin = {'K', (byte) 0xfc, 'h', 'l'};
    file(EvidenceType.PDF, pdf);
    file(EvidenceType.PNG, png);
    file(EvidenceType.JPEG, jpeg);
    file(EvidenceType.TEXT, "Zwei Paletten,\r\n\tnass — 湿".getBytes(StandardCharsets.UTF_8));
    assertThat(EvidenceType.of("image/gif")).isEmpty();
    for (EvidenceType type : EvidenceType.values()) {
      for (byte[] wrong : List.of(gif, latin, new byte[0])) {
        refusal(Mono.fromRunnable(() -> file(type, wrong)), VALIDATION_FAILED);
      }
    }
    refusal(Mono.fromRunnable(() -> file(EvidenceType.PDF, png)), VALIDATION_FAILED);
    refusal(Mono.fromRunnable(() -> file(EvidenceType.PNG, jpeg)), VALIDATION_FAILED);
    byte[] large = Arrays.copyOf(pdf, EvidenceFile.MOST_BYTES + 1);
    refusal(Mono.fromRunnable(() -> file(EvidenceType.PDF, large)), PAYLOAD_TOO_LARGE);
  }

  private static void file(EvidenceType type, byte[] content) {
    new EvidenceFile(UUID.randomUUID(), "file", type, content);
  }

  @Test
  void allThatHappensIsOnTheTimelineAndAnEvent() {
    lease();
    Dispute dispute = reach(State.APPEALED);
    now(ports.disputes().addEvidence(dispute.id(), owner, text("dry"), day(4)));
    Dispute end = now(moving(dispute, operator, Move.rule(usd("1.00"), "enough"), 5));
    List<EntryKind> kinds =
        List.of(
            EntryKind.OPENED,
            EntryKind.OFFERED,
            EntryKind.ANSWERED,
            EntryKind.RULED,
            EntryKind.APPEALED,
            EntryKind.EVIDENCE_ADDED,
            EntryKind.FINAL);
    assertThat(end.timeline()).extracting(Entry::kind).containsExactlyElementsOf(kinds);
    assertThat(end.timeline())
        .extracting(Entry::by)
        .containsExactly(
            Party.OPENER,
            Party.RESPONDENT,
            Party.RESPONDENT,
            Party.OPERATOR,
            Party.OPENER,
            Party.RESPONDENT,
            Party.OPERATOR);
    assertThat(end.timeline().get(0).words()).contains("it was wet");
    assertThat(end.timeline().get(0).amount()).contains(usd("24.00"));
    assertThat(end.timeline().get(3).at()).isEqualTo(day(2));
    for (Caller party : List.of(owner, exporter)) {
      List<String> told =
          new ArrayList<>(
              now(ports.events().page(party, ALL)).items().stream()
                  .filter(event -> event.subjectId().equals(dispute.id()))
                  .map(Event::kind)
                  .filter(kind -> kind.startsWith("DISPUTE_"))
                  .toList());
      Collections.reverse(told);
      assertThat(told)
          .containsExactlyElementsOf(kinds.stream().map(kind -> "DISPUTE_" + kind).toList());
    }
  }

  @Test
  void rulingsBecomeFinalOnceHoweverManyNodesTry() {
    lease();
    Dispute dispute = reach(State.RULED);
    Dispute appealed = now(opening(exporter, Subject.contract(), "USD 1.00"));
    now(moving(appealed, owner, Move.answer("no"), 1));
    now(moving(appealed, operator, Move.rule(usd("1.00"), "yes"), 2));
    now(moving(appealed, owner, Move.appeal("no"), 3));
    Clock clock = Clock.fixed(day(16), HAMBURG.zone());
    CloseDisputes closing = new CloseDisputes(ports.disputes(), clock);
    now(
        Flux.range(0, 4)
            .flatMap(node -> closing.close().subscribeOn(Schedulers.boundedElastic()))
            .then(closing.close()));
    Dispute closed = now(ports.disputes().find(dispute.id(), owner));
    assertThat(closed.state()).isEqualTo(State.FINAL);
    assertThat(closed.timeline()).filteredOn(each -> each.by() == Party.TIME).hasSize(1);
    assertThat(now(ports.disputes().find(appealed.id(), owner)).state()).isEqualTo(State.APPEALED);
    assertThat(now(ports.disputes().unappealed(day(16), 1000).collectList()))
        .doesNotContain(dispute.id(), appealed.id());
    assertHave("113.00", "10.00", "124.00");
  }

  /** The award and a withdrawal, at once: one of them happens. */
  @Test
  void whoEndsItFirstEndsIt() {
    lease();
    Dispute dispute = reach(State.APPEALED);
    List<Mono<Dispute>> ends =
        List.of(
            moving(dispute, operator, Move.rule(usd("10.00"), "so be it"), 4),
            moving(dispute, exporter, Move.withdraw(), 4),
            moving(dispute, exporter, Move.accept(offer(dispute)), 4));
    long happened =
        now(
            Flux.fromIterable(ends)
                .flatMap(
                    end ->
                        end.subscribeOn(Schedulers.boundedElastic())
                            .onErrorResume(RefusedException.class, refused -> Mono.empty()))
                .count());
    assertThat(happened).isEqualTo(1);
    Dispute end = now(ports.disputes().find(dispute.id(), owner));
    Money paid = end.paid().orElseThrow();
    assertThat(wallet(exporter)).isEqualTo(paid);
    assertThat(wallet(owner)).isEqualTo(usd("124.00").minus(paid));
  }
}
