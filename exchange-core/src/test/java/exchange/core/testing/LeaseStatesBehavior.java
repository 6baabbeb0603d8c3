package exchange.core.testing;

import static exchange.core.testing.Trade.OPENING;
import static exchange.core.testing.Trade.RATES;
import static exchange.core.testing.Trade.now;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.acceptance.Acceptance;
import exchange.core.acceptance.DecideLease;
import exchange.core.annex.ExtendContract;
import exchange.core.billing.AmendContract;
import exchange.core.billing.Billing;
import exchange.core.billing.CancelContract;
import exchange.core.dispute.DisputeRules;
import exchange.core.dispute.Disputes.Opening;
import exchange.core.dispute.Move;
import exchange.core.dispute.Subject;
import exchange.core.lease.Asking;
import exchange.core.lease.Contract;
import exchange.core.listing.AcceptanceRule.Ground;
import exchange.core.listing.Listing;
import exchange.core.member.Caller;
import exchange.core.novation.HandLeaseOver;
import exchange.core.novation.Novation;
import exchange.core.review.Criterion;
import exchange.core.review.ReviewLease;
import exchange.core.review.Side;
import exchange.core.sublet.DecideSublet;
import exchange.core.sublet.OfferSublet;
import exchange.core.values.DateRange;
import exchange.core.values.RefusedException;
import exchange.core.values.Versioned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * What becomes of a lease by each command in each of its states, as {@code docs/lease-states.md}
 * says. {@code -Dlease-states.write} writes what the code does into it.
 */
public abstract class LeaseStatesBehavior extends LeaseBehavior {
  private static final Path DOCUMENT = Path.of("..", "docs", "lease-states.md");
  private static final Asking ASKING = new Asking(List.of(Ground.BY_HAND), 48, 12);
  private static final DisputeRules RULES =
      new DisputeRules(14, 7, 10, "the law of Singapore", "Singapore");
  private static final Money DOLLAR = Money.parse("USD 1.00");
  private static final Map<Criterion, Integer> MARKS =
      Side.EXPORTER.criteria().stream().collect(toMap(each -> each, each -> 4));
  private static final int DAYS = 100;

  /** Far enough ahead to be given notice of. */
  private static final LocalDate LATER = OPENING.plusDays(80);

  private static final DateRange SOME_DAYS = DateRange.ofDays(LATER, 5);

  /** Where a lease is: each {@link Billing.State}, and the running one's times. */
  private enum Place {
    AWAITING_ACCEPTANCE(Billing.State.AWAITING_ACCEPTANCE),
    RUNNING(Billing.State.RUNNING),
    BEGUN(Billing.State.RUNNING, "RUNNING, begun"),
    UNPAID(Billing.State.RUNNING, "RUNNING, a period unpaid"),
    PAID_OUT(Billing.State.RUNNING, "RUNNING, over but for its deposit"),
    DECLINED(Billing.State.DECLINED),
    LAPSED(Billing.State.LAPSED),
    WITHDRAWN(Billing.State.WITHDRAWN),
    CANCELLED(Billing.State.CANCELLED),
    DEFAULTED(Billing.State.DEFAULTED),
    TERMINATED(Billing.State.TERMINATED),
    ENDED(Billing.State.ENDED);

    private static final Set<Place> NEVER_RAN =
        Set.of(AWAITING_ACCEPTANCE, DECLINED, LAPSED, WITHDRAWN);

    private final Billing.State state;
    private final String title;

    Place(Billing.State state) {
      this(state, state.name());
    }

    Place(Billing.State state, String title) {
      this.state = state;
      this.title = title;
    }
  }

  private enum Command {
    ACCEPT("the owner accepts"),
    DECLINE("the owner declines"),
    WITHDRAW("the exporter withdraws"),
    LAPSE("the time to answer is over"),
    BILL("the next step of its money is due"),
    PAY("the exporter pays in money, and that step is due"),
    CANCEL("the exporter cancels"),
    QUOTE_REDUCTION("fewer units are quoted"),
    AGREE_REDUCTION("fewer units are agreed to"),
    QUOTE_EARLY_END("an early end is quoted"),
    AGREE_EARLY_END("an early end is agreed to"),
    QUOTE_ANNEX("more units are quoted"),
    AGREE_ANNEX("more units are agreed to"),
    OFFER_NOVATION("it is offered to a newcomer"),
    CONSENT_NOVATION("the owner consents to the newcomer"),
    REFUSE_NOVATION("the owner refuses the newcomer"),
    WITHDRAW_NOVATION("the holder takes the offer back"),
    TAKE_NOVATION("the newcomer takes it"),
    OFFER_SUBLET("a part is offered on"),
    CONSENT_SUBLET("the owner consents to that"),
    OPEN_SUBLET("the offer, closed before, is opened"),
    FILE_CLAIM("the owner claims of the deposit"),
    AGREE_CLAIM("the exporter agrees to the claim"),
    OPEN_DISPUTE("either side opens a dispute"),
    WITHDRAW_DISPUTE("the dispute is withdrawn"),
    REVIEW("either side reviews the other");

    private final String words;

    Command(String words) {
      this.words = words;
    }
  }

  /** What the clock does: it may find nothing to do. */
  private static final Set<Command> CLOCKWORK = Set.of(Command.LAPSE, Command.BILL, Command.PAY);

  /** What takes up something that was quoted, offered, filed or opened before. */
  private static final Set<Command> ANSWERS =
      Set.of(
          Command.AGREE_REDUCTION,
          Command.AGREE_EARLY_END,
          Command.AGREE_ANNEX,
          Command.CONSENT_NOVATION,
          Command.REFUSE_NOVATION,
          Command.WITHDRAW_NOVATION,
          Command.TAKE_NOVATION,
          Command.CONSENT_SUBLET,
          Command.OPEN_SUBLET,
          Command.AGREE_CLAIM,
          Command.WITHDRAW_DISPUTE);

  private Caller owner;
  private Caller exporter;
  private Caller newcomer;
  private Contract contract;
  private Instant at;

  @Test
  void everyCommandInEveryStateMovesOrIsRefusedAsDocumented() throws IOException {
    assertThat(Arrays.stream(Place.values()).map(place -> place.state))
        .contains(Billing.State.values());
    Map<Place, Map<Command, String>> table = new LinkedHashMap<>();
    for (Place place : Place.values()) {
      Map<Command, String> cells = new EnumMap<>(Command.class);
      for (Command command : Command.values()) {
        cells.put(command, cell(place, command));
      }
      table.put(place, cells);
    }
    if (System.getProperty("lease-states.write") != null) {
      Files.writeString(DOCUMENT, document(table));
    }
    assertThat(document(table)).isEqualTo(Files.readString(DOCUMENT));
  }

  /** What a command does to a fresh lease that has come to a place. */
  private String cell(Place place, Command command) {
    open(place);
    boolean runs = place.state == Billing.State.RUNNING;
    @Nullable UUID subject = null;
    if (!Place.NEVER_RAN.contains(place)) {
      now(deciding().accept(owner, contract.id()));
      subject = runs ? null : prepare(command);
    }
    go(place);
    subject = runs ? prepare(command) : subject;
    assertThat(billing().state()).as("%s", place).isEqualTo(place.state);
    if (ANSWERS.contains(command) && subject == null) {
      return "–";
    }
    Billing before = billing();
    try {
      change(command, subject).block();
    } catch (RefusedException refused) {
      assertThat(billing()).isEqualTo(before);
      return "`" + refused.refusal().code() + "`";
    }
    Billing after = billing();
    if (after.state() != before.state()) {
      return "→ **" + after.state() + "**";
    }
    boolean nothing = CLOCKWORK.contains(command) && after.steps() == before.steps();
    return nothing ? "nothing" : "done";
  }

  /** A lease that waits for its owner, of four units for a hundred days. */
  private void open(Place place) {
    owner = trade.owner();
    exporter = trade.exporterWith(runsOutOfMoney(place) ? "USD 248" : "USD 10000");
    newcomer = trade.exporterWith("USD 10000");
    Listing listing = place == Place.TERMINATED ? subletOfWhoCannotPay() : trade.listing(owner, 10);
    var terms = trade.terms(exporter, listing, 4, 0, DAYS);
    UUID id = settle(exporter, Trade.with(terms, terms.conditions().with(ASKING)));
    contract = now(ports.contracts().find(id, exporter));
    at = contract.settledAt();
  }

  private static boolean runsOutOfMoney(Place place) {
    return place == Place.UNPAID || place == Place.DEFAULTED;
  }

  /** By a tenant, who has the say of an owner. */
  private Listing subletOfWhoCannotPay() {
    Caller tenant = trade.exporterWith("USD 620");
    UUID head = settle(tenant, trade.terms(tenant, trade.listing(owner, 10), 10, 0, DAYS));
    UUID id = UUID.randomUUID();
    now(offering().offer(tenant, id, head, part(10, OPENING, DAYS)));
    now(new DecideSublet(ports.sublets()).consent(owner, id));
    owner = tenant;
    return now(ports.listings().find(id)).value();
  }

  private void go(Place place) {
    switch (place) {
      case AWAITING_ACCEPTANCE, RUNNING -> {}
      case DECLINED ->
          now(
              deciding()
                  .decline(owner, contract.id(), Acceptance.Reason.QUANTITY, Optional.empty()));
      case LAPSED -> now(ports.acceptances().lapse(contract.id(), deadline()));
      case WITHDRAWN -> now(deciding().withdraw(exporter, contract.id()));
      case CANCELLED ->
          now(new CancelContract(ports.billings(), clock()).cancel(exporter, contract.id()));
      case BEGUN -> live(OPENING.plusDays(2));
      case UNPAID -> live(FEBRUARY.plusDays(2));
      case PAID_OUT -> live(OPENING.plusDays(DAYS + 1));
      // Their commands come early, lest they be refused for coming late.
      case DEFAULTED, TERMINATED -> {
        bill(FEBRUARY.minusDays(7));
        bill(FEBRUARY.plusDays(3));
      }
      case ENDED -> bill(OPENING.plusYears(1));
    }
  }

  private void live(LocalDate until) {
    bill(until.minusDays(5));
    bill(until);
    at = midnight(until);
  }

  private Instant deadline() {
    return contract.answerBy().orElseThrow();
  }

  private Billing billing() {
    return billingOf(contract.id(), exporter);
  }

  private Clock clock() {
    return Clock.fixed(at, ZoneOffset.UTC);
  }

  private DecideLease deciding() {
    return new DecideLease(ports.acceptances(), ports.contracts(), ports.holds(), clock());
  }

  private AmendContract amending() {
    return new AmendContract(ports.billings(), ports.amendments(), clock(), Duration.ofDays(1));
  }

  private ExtendContract extending() {
    return new ExtendContract(
        ports.billings(),
        ports.leaseRequests(),
        ports.listings(),
        ports.creditFiles(),
        ports.rulebooks(),
        ports.annexes(),
        FIVE_PERCENT,
        RATES,
        clock(),
        Duration.ofDays(1));
  }

  private HandLeaseOver handing() {
    return new HandLeaseOver(
        ports.billings(),
        ports.leaseRequests(),
        ports.listings(),
        ports.creditFiles(),
        ports.rulebooks(),
        ports.novations(),
        RATES,
        clock(),
        Duration.ofDays(2));
  }

  private OfferSublet offering() {
    return new OfferSublet(ports.contracts(), ports.sublets(), RATES, Duration.ofDays(2));
  }

  private static OfferSublet.Part part(int units, LocalDate from, int days) {
    return new OfferSublet.Part(units, DateRange.ofDays(from, days), Trade.dollarADay(), 1, 1);
  }

  /** What a command takes up, made while the lease runs; null if that is refused. */
  private @Nullable UUID prepare(Command command) {
    UUID id = UUID.randomUUID();
    try {
      switch (command) {
        case AGREE_REDUCTION -> now(change(Command.QUOTE_REDUCTION, id));
        case AGREE_EARLY_END -> now(change(Command.QUOTE_EARLY_END, id));
        case AGREE_ANNEX -> now(change(Command.QUOTE_ANNEX, id));
        case CONSENT_NOVATION, REFUSE_NOVATION, WITHDRAW_NOVATION ->
            now(change(Command.OFFER_NOVATION, id));
        case TAKE_NOVATION -> {
          now(change(Command.OFFER_NOVATION, id));
          now(handing().consent(owner, id));
        }
        case CONSENT_SUBLET -> now(change(Command.OFFER_SUBLET, id));
        case OPEN_SUBLET -> {
          now(change(Command.OFFER_SUBLET, id));
          now(new DecideSublet(ports.sublets()).consent(owner, id));
          now(revising(id, false));
        }
        case AGREE_CLAIM -> now(change(Command.FILE_CLAIM, id));
        case WITHDRAW_DISPUTE -> now(change(Command.OPEN_DISPUTE, id));
        default -> {}
      }
      return id;
    } catch (RefusedException impossible) {
      return null;
    }
  }

  private Mono<Versioned<Listing>> revising(UUID sublet, boolean open) {
    Versioned<Listing> found = now(ports.listings().find(sublet));
    Listing was = found.value();
    return ports
        .listings()
        .replace(
            was.revised(was.quantity(), was.rateCard(), 1, 1, open, was.sublets()),
            found.version());
  }

  /**
   * @param subject what is answered, or the id of what is made
   */
  private Mono<?> change(Command command, @Nullable UUID subject) {
    UUID lease = contract.id();
    UUID id = subject == null ? UUID.randomUUID() : subject;
    return switch (command) {
      case ACCEPT -> deciding().accept(owner, lease);
      case DECLINE -> deciding().decline(owner, lease, Acceptance.Reason.DATES, Optional.empty());
      case WITHDRAW -> deciding().withdraw(exporter, lease);
      case LAPSE -> ports.acceptances().lapse(lease, deadline());
      case BILL -> billing(nextStep());
      case PAY -> {
        now(
            ports
                .ledger()
                .deposit(
                    UUID.randomUUID(),
                    exporter.organizationId(),
                    Money.parse("USD 5000.00"),
                    "a late transfer"));
        yield billing(nextStep());
      }
      case CANCEL -> new CancelContract(ports.billings(), clock()).cancel(exporter, lease);
      case QUOTE_REDUCTION -> amending().quote(exporter, id, lease, LATER, 1);
      case QUOTE_EARLY_END -> amending().quote(exporter, id, lease, LATER, 0);
      case AGREE_REDUCTION, AGREE_EARLY_END -> amending().agree(exporter, id);
      case QUOTE_ANNEX -> extending().quote(exporter, id, lease, 1, SOME_DAYS);
      case AGREE_ANNEX -> extending().agree(exporter, UUID.randomUUID(), id);
      case OFFER_NOVATION ->
          handing().offer(exporter, id, lease, newcomer.organizationId(), LATER, 1, DOLLAR);
      case CONSENT_NOVATION -> handing().consent(owner, id);
      case REFUSE_NOVATION -> handing().refuse(owner, id, Novation.Reason.CREDIT);
      case WITHDRAW_NOVATION -> handing().withdraw(exporter, id);
      case TAKE_NOVATION -> handing().take(newcomer, UUID.randomUUID(), id, "kettles");
      case OFFER_SUBLET -> offering().offer(exporter, id, lease, part(1, LATER, 5));
      case CONSENT_SUBLET -> new DecideSublet(ports.sublets()).consent(owner, id);
      case OPEN_SUBLET -> revising(id, true);
      case FILE_CLAIM -> ports.claims().file(id, lease, owner, DOLLAR, "bent", at);
      case AGREE_CLAIM -> ports.claims().agree(id, exporter);
      case OPEN_DISPUTE ->
          ports
              .disputes()
              .open(
                  new Opening(id, lease, Subject.contract(), DOLLAR, "it was wet", RULES),
                  owner,
                  at);
      case WITHDRAW_DISPUTE ->
          ports.disputes().move(id, UUID.randomUUID(), owner, Move.withdraw(), at);
      case REVIEW ->
          new ReviewLease(ports.reviews(), ports.contracts(), clock())
              .give(exporter, id, lease, MARKS, Optional.empty());
    };
  }

  private Instant nextStep() {
    return billing().next().map(Billing.Due::at).orElse(midnight(OPENING.plusYears(1)));
  }

  /** States that differ in nothing share a column. */
  private static String document(Map<Place, Map<Command, String>> table) {
    Map<Map<Command, String>, List<String>> columns = new LinkedHashMap<>();
    table.forEach(
        (place, cells) ->
            columns.computeIfAbsent(cells, none -> new ArrayList<>()).add(place.title));
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # States of a lease

        What becomes of a lease by everything that can be done with it, in each of its states, in good time and by who
        may: it is done, leads to another state, or is refused by a code. A running lease has columns of its own for
        its times. `–` is where there is nothing to answer: what waits for its owner is neither quoted nor offered. What
        is refused for other reasons, such as too little notice, space or money, is refused by other codes as well.
        `LeaseStatesBehavior` tries every cell on each store and fails where this page says something else;
        `-Dlease-states.write` writes it anew.

        """);
    text.append(
        line("", columns.values().stream().map(each -> String.join("<br>", each)).toList()));
    text.append(line("---", columns.keySet().stream().map(each -> "---").toList()));
    for (Command command : Command.values()) {
      text.append(
          line(
              command.words,
              columns.keySet().stream().map(cells -> cells.getOrDefault(command, "")).toList()));
    }
    return text.toString();
  }

  private static String line(String first, List<String> rest) {
    return rest.stream().collect(joining(" | ", "| " + first + " | ", " |\n"));
  }
}
