package exchange.api;

import static exchange.api.Partner.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import exchange.api.Events.Event;
import exchange.client.ApiException;
import exchange.client.model.Bill;
import exchange.client.model.BillLine;
import exchange.client.model.BillPeriod;
import exchange.client.model.Contract;
import exchange.client.model.Dates;
import exchange.client.model.DayAvailability;
import exchange.client.model.LeaseRequest;
import exchange.client.model.LeaseRequestState;
import exchange.client.model.LengthDiscount;
import exchange.client.model.Listing;
import exchange.client.model.Market;
import exchange.client.model.MatchingRound;
import exchange.client.model.MatchingRoundState;
import exchange.client.model.Money;
import exchange.client.model.NewLeaseRequest;
import exchange.client.model.NewListing;
import exchange.client.model.NewMatchingRound;
import exchange.client.model.NewReservation;
import exchange.client.model.Proposal;
import exchange.client.model.ProposalOutcome;
import exchange.client.model.Quote;
import exchange.client.model.RateCard;
import exchange.client.model.Reservation;
import exchange.client.model.ReservationState;
import exchange.client.model.Role;
import exchange.client.model.StorageBasis;
import exchange.client.model.StorageClass;
import exchange.client.model.StorageRate;
import exchange.client.model.Unit;
import exchange.client.model.Warehouse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From idle space to a lease with money in escrow, as a partner's program sees it. */
class LeaseWalkIT {
  private static final int CAPACITY = 500;
  private static final int UNITS = 40;
  private static final int DAYS = 60;

  private static RunningExchange exchange;
  private static Partner operator;

  private final LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(30);
  private Partner owner;
  private Partner exporter;

  @BeforeAll
  static void open() {
    exchange = RunningExchange.start();
    operator = exchange.operator();
  }

  @AfterAll
  static void stop() {
    exchange.close();
  }

  @Test
  void aMatchingRoundLeadsToALease() throws Exception {
    admitBoth();
    Listing listing = publish(StorageClass.AMBIENT);
    LeaseRequest request = file(StorageClass.AMBIENT);
    Quote quote = quote(request);
    assertThat(quote.getTerms().getListingId()).isEqualTo(listing.getId());

    MatchingRound queued =
        operator.rounds.startMatchingRound(key(), new NewMatchingRound().seconds(1).seed(42L));
    List<Event> told = watch(queued.getId(), "0");
    List<Event> progress = told.subList(0, told.size() - 1);
    assertThat(progress).isNotEmpty().allMatch(event -> event.name().equals("progress"));
    assertThat(progress).extracting(Event::number).isSorted().doesNotHaveDuplicates();
    assertThat(told.get(told.size() - 1).name()).isEqualTo("end");
    for (int seen = 1; seen <= progress.size(); seen++) {
      String last = progress.get(seen - 1).id();
      assertThat(watch(queued.getId(), last)).isEqualTo(told.subList(seen, told.size()));
    }

    MatchingRound round = exporter.rounds.getMatchingRound(queued.getId());
    assertThat(round.getState()).isEqualTo(MatchingRoundState.FINISHED);
    assertThat(round.getResult().getRequests()).isEqualTo(1);
    assertThat(round.getResult().getMatched()).isEqualTo(1);
    assertThat(round.getResult().getCost()).isEqualTo(quote.getLandedCost());

    List<Proposal> proposals = exporter.rounds.listProposals(round.getId(), null, null).getItems();
    assertThat(proposals).hasSize(1);
    Proposal proposal = proposals.get(0);
    assertThat(proposal.getOutcome()).isEqualTo(ProposalOutcome.MATCHED);
    assertThat(proposal.getLeaseRequestId()).isEqualTo(request.getId());
    assertThat(proposal.getLandedCost()).isEqualTo(quote.getLandedCost());
    Reservation held = exporter.reservations.getReservation(proposal.getReservationId());
    assertThat(held.getState()).isEqualTo(ReservationState.HELD);
    assertThat(held.getTerms()).isEqualTo(quote.getTerms());
    assertTaken(listing, quote, UNITS);

    Contract contract = exporter.reservations.confirmReservation(key(), held.getId());
    assertLeased(request, listing, quote, contract);
  }

  @Test
  void aQuoteIsReservedAndConfirmed() throws Exception {
    admitBoth();
    Listing listing = publish(StorageClass.CHILLED);
    LeaseRequest request = file(StorageClass.CHILLED);
    Quote quote = quote(request);
    assertThat(exporter.requests.getQuote(quote.getId())).isEqualTo(quote);
    Reservation held = reserve(quote);
    assertThat(held.getTerms()).isEqualTo(quote.getTerms());
    assertTaken(listing, quote, UNITS);
    assertThat(stateOf(request)).isEqualTo(LeaseRequestState.HELD);

    Contract contract = exporter.reservations.confirmReservation(key(), held.getId());
    assertLeased(request, listing, quote, contract);
  }

  @Test
  void aReleasedReservationFreesItsDays() throws Exception {
    admitBoth();
    Listing listing = publish(StorageClass.FROZEN);
    LeaseRequest request = file(StorageClass.FROZEN);
    Quote quote = quote(request);
    Reservation held = reserve(quote);
    assertTaken(listing, quote, UNITS);

    Reservation released = exporter.reservations.releaseReservation(key(), held.getId());
    assertThat(released.getState()).isEqualTo(ReservationState.RELEASED);
    assertTaken(listing, quote, 0);
    assertThat(stateOf(request)).isEqualTo(LeaseRequestState.OPEN);
    assertThatThrownBy(() -> exporter.reservations.confirmReservation(key(), held.getId()))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> {
              assertThat(refused.getCode()).isEqualTo(409);
              assertThat(refused.getResponseBody()).contains("\"RESERVATION_ENDED\"");
            });
    assertThat(balances(exporter)).containsExactly(money("25000.00", "EUR"));
    assertThat(exporter.contracts.listContracts(null, null).getItems()).isEmpty();
    assertThat(reserve(quote(request)).getState()).isEqualTo(ReservationState.HELD);
  }

  private void admitBoth() throws ApiException {
    owner = operator.admit("Altona Lager KG", "DE", Role.OWNER);
    exporter = operator.admit("Ningbo Lantern Co.", "CN", Role.EXPORTER);
    operator.fund(exporter, "25000.00", "EUR");
  }

  private Listing publish(StorageClass storageClass) throws ApiException {
    Warehouse warehouse = owner.registerShed("Altona Shed 4");
    RateCard card =
        new RateCard()
            .currency("EUR")
            .storage(new StorageRate().amount("0.38").basis(StorageBasis.DAY))
            .handlingIn("4.20")
            .handlingOut("4.60")
            .minimumCharge("150.00")
            .lengthDiscounts(List.of(new LengthDiscount().fromDays(45).percent("7.5")))
            .peakWindows(List.of())
            .taxPercent("19");
    return owner.listings.publishListing(
        key(),
        new NewListing()
            .warehouseId(warehouse.getId())
            .storageClass(storageClass)
            .unit(Unit.XPX)
            .quantity(CAPACITY)
            .window(new Dates().from(start).to(start.plusDays(365)))
            .minimumQuantity(10)
            .minimumDays(14)
            .rateCard(card));
  }

  private LeaseRequest file(StorageClass storageClass) throws ApiException {
    return exporter.requests.fileLeaseRequest(
        key(),
        new NewLeaseRequest()
            .goods("LED lanterns, boxed")
            .storageClass(storageClass)
            .unit(Unit.XPX)
            .quantity(UNITS)
            .earliestStart(start.plusDays(10))
            .latestStart(start.plusDays(19))
            .days(DAYS)
            .markets(
                List.of(
                    new Market().unlocode("DEHAM").weight("3"),
                    new Market().unlocode("NLRTM").weight("1")))
            .budget(money("9000.00", "USD")));
  }

  private Quote quote(LeaseRequest request) throws ApiException {
    List<Quote> quotes =
        exporter.requests.quoteLeaseRequest(key(), request.getId(), null).getQuotes();
    assertThat(quotes).hasSize(1);
    return quotes.get(0);
  }

  private Reservation reserve(Quote quote) throws ApiException {
    return exporter.reservations.reserveQuote(key(), new NewReservation().quoteId(quote.getId()));
  }

  private static List<Event> watch(UUID round, String lastEventId) throws Exception {
    return Events.read(
        exchange.address() + "/v1/matching-rounds/" + round + "/events",
        operator.token(),
        lastEventId);
  }

  private LeaseRequestState stateOf(LeaseRequest request) throws ApiException {
    return exporter.requests.getLeaseRequest(request.getId()).getState();
  }

  /** Contract, capacity, escrow and wallet say what the quote said, to the cent. */
  private void assertLeased(LeaseRequest request, Listing listing, Quote quote, Contract contract)
      throws ApiException {
    Bill bill = quote.getTerms().getBill();
    assertAddsUp(bill);
    assertThat(bill.getPeriods()).hasSizeGreaterThan(1);
    Money first = bill.getPeriods().get(0).getTotal();

    assertThat(contract.getTerms()).isEqualTo(quote.getTerms());
    for (Partner party : List.of(exporter, owner, operator)) {
      assertThat(party.contracts.getContract(contract.getId())).isEqualTo(contract);
      assertThat(party.contracts.getEscrow(contract.getId()).getBalance()).isEqualTo(first);
      assertThat(party.contracts.getEscrow(contract.getId()).getDeposit()).isEqualTo(first);
    }
    assertThat(contract.getTerms().getConditions().getDeposit()).isEqualTo(first);
    BigDecimal twice = amount(first).multiply(BigDecimal.valueOf(2));
    String rest = new BigDecimal("25000.00").subtract(twice).toPlainString();
    assertThat(balances(exporter)).containsExactly(money(rest, "EUR"));
    assertThat(balances(owner)).isEmpty();

    assertTaken(listing, quote, UNITS);
    Reservation confirmed = exporter.reservations.getReservation(contract.getReservationId());
    assertThat(confirmed.getState()).isEqualTo(ReservationState.CONFIRMED);
    assertThat(confirmed.getContractId()).isEqualTo(contract.getId());
    assertThat(stateOf(request)).isEqualTo(LeaseRequestState.LEASED);
  }

  private static void assertAddsUp(Bill bill) {
    for (BillPeriod period : bill.getPeriods()) {
      assertThat(sum(period.getLines(), BillLine::getAmount)).isEqualTo(amount(period.getTotal()));
    }
    assertThat(sum(bill.getPeriods(), BillPeriod::getTotal)).isEqualTo(amount(bill.getTotal()));
  }

  private static <T> BigDecimal sum(List<T> parts, Function<T, Money> money) {
    return parts.stream()
        .map(part -> amount(money.apply(part)))
        .reduce(new BigDecimal("0.00"), BigDecimal::add);
  }

  /** On every day of the stay so many units are gone, and on no other day of the window. */
  private void assertTaken(Listing listing, Quote quote, int units) throws ApiException {
    Dates stay = quote.getTerms().getStay();
    assertThat(stay.getTo()).isEqualTo(stay.getFrom().plusDays(DAYS));
    LocalDate from = start.minusDays(2);
    LocalDate to = start.plusDays(367);
    List<DayAvailability> days =
        exporter.listings.getAvailability(from, to, listing.getId()).getDays();
    assertThat(days).extracting(DayAvailability::getDate).isEqualTo(from.datesUntil(to).toList());
    assertThat(days)
        .allSatisfy(
            day -> {
              boolean offered = isIn(listing.getWindow(), day);
              int expected = CAPACITY - (isIn(stay, day) ? units : 0);
              assertThat(day.getFree()).as(day.toString()).isEqualTo(offered ? expected : 0);
            });
  }

  private static boolean isIn(Dates dates, DayAvailability day) {
    return !day.getDate().isBefore(dates.getFrom()) && day.getDate().isBefore(dates.getTo());
  }

  private static List<Money> balances(Partner member) throws ApiException {
    return member.organizations.getWallet(member.id()).getBalances();
  }

  private static BigDecimal amount(Money money) {
    return new BigDecimal(money.getAmount());
  }

  private static Money money(String amount, String currency) {
    return new Money().amount(amount).currency(currency);
  }
}
