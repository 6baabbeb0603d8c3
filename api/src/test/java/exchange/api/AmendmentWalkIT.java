package exchange.api;

import static exchange.api.Partner.assertRefused;
import static exchange.api.Partner.key;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.client.ApiException;
import exchange.client.model.Amendment;
import exchange.client.model.Annex;
import exchange.client.model.Billing;
import exchange.client.model.BillingPeriod;
import exchange.client.model.Contract;
import exchange.client.model.Dates;
import exchange.client.model.DayAvailability;
import exchange.client.model.Escrow;
import exchange.client.model.Listing;
import exchange.client.model.Money;
import exchange.client.model.NewAmendment;
import exchange.client.model.NewAnnex;
import exchange.client.model.NewNovation;
import exchange.client.model.Novation;
import exchange.client.model.NovationTaking;
import exchange.client.model.Role;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A lease of 100 pallets at a dollar a day changes, as a partner's program sees it: money and days
 * are checked at each step. Amounts are before the exchange's 5 %.
 */
class AmendmentWalkIT {
  private static final int CAPACITY = 120;
  private static final int UNITS = 100;
  private static final int DAYS = 90;
  private static final BigDecimal FUNDS = new BigDecimal("50000.00");

  private static RunningExchange exchange;
  private static Partner operator;

  private final LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(10);
  private Partner owner;
  private Partner exporter;
  private Listing listing;
  private Contract contract;

  @BeforeAll
  static void open() {
    exchange = RunningExchange.start();
    operator = exchange.operator();
  }

  @AfterAll
  static void stop() {
    exchange.close();
  }

  @BeforeEach
  void lease() throws ApiException {
    owner = operator.admit("Altona Lager KG", "DE", Role.OWNER);
    exporter = operator.admit("Ningbo Lantern Co.", "CN", Role.EXPORTER);
    operator.fund(exporter, FUNDS.toPlainString(), "USD");
    listing =
        owner.listings.publishListing(
            key(),
            owner.space(
                "Altona Shed 4",
                CAPACITY,
                new Dates().from(start.minusDays(5)).to(start.plusDays(200)),
                Partner.card("USD", "1", "0", "2")));
    contract = exporter.lease(UNITS, start, DAYS, listing.getId());
    assertTaken(start, start.plusDays(DAYS), UNITS);
  }

  private Amendment quote(LocalDate from, int quantity) throws ApiException {
    return exporter.amendments.quoteAmendment(
        key(), contract.getId(), new NewAmendment().from(from).quantity(quantity));
  }

  private Annex annex(LocalDate from, LocalDate to, int quantity) throws ApiException {
    return exporter.annexes.quoteAnnex(
        key(), contract.getId(), new NewAnnex().from(from).to(to).quantity(quantity));
  }

  @Test
  void unitsAreGivenBackAndThenTheRest() throws ApiException {
    LocalDate end = start.plusDays(DAYS);
    LocalDate fewer = start.plusDays(40);
    Escrow before = exporter.contracts.getEscrow(contract.getId());
    BigDecimal wallet = exporter.wallet();

    // 40 units for 50 days are 2,000.00 less, and 5 %; they leave anyway. It is said 50 days ahead.
    Amendment quote = quote(fewer, 60);
    assertThat(quote.getCheaper()).isEqualTo(money("2100.00"));
    assertThat(quote.getFee()).isEqualTo(money("1050.00"));
    assertThat(quote.getBack()).isEqualTo(money("0.00"));
    assertThat(quote.getVersion()).isNull();
    assertThat(exporter.contracts.getEscrow(contract.getId())).isEqualTo(before);
    assertTaken(start, end, UNITS);

    Amendment agreed = exporter.amendments.agreeAmendment(key(), quote.getId());
    assertThat(agreed.getVersion()).isEqualTo(1);
    assertThat(agreed.getBill()).isEqualTo(quote.getBill());
    assertThat(exporter.wallet()).isEqualByComparingTo(wallet.subtract(amount(quote.getDueNow())));
    assertEscrow(
        amount(before.getBalance()), amount(before.getDeposit()).add(amount(quote.getFee())));
    assertTaken(start, fewer, UNITS);
    assertTaken(fewer, end, 60);
    assertBilled(agreed);
    assertThat(owner.amendments.listAmendments(contract.getId()).getItems())
        .containsExactly(agreed);
    assertThat(owner.contracts.getContract(contract.getId())).isEqualTo(contract);

    // 60 more units for the days of the others, and ten days more of all: leases of their own.
    Annex more = annex(fewer, end, 40);
    assertThat(more.getTerms().getBill().getTotal()).isEqualTo(money("2184.00"));
    assertTaken(fewer, end, 60);
    Contract added = exporter.annexes.agreeAnnex(key(), more.getId());
    assertThat(added.getTerms()).isEqualTo(more.getTerms());
    assertThat(added.getAnnexOf()).isEqualTo(contract.getId());
    assertTaken(fewer, end, UNITS);
    Annex longer = annex(end, end.plusDays(10), 60);
    // The goods stay where they are.
    assertThat(longer.getTerms().getBill().getTotal()).isEqualTo(money("630.00"));
    Contract after = exporter.annexes.agreeAnnex(key(), longer.getId());
    assertTaken(end, end.plusDays(10), 60);
    assertThat(owner.contracts.getContract(contract.getId()).getAnnexes())
        .containsExactly(added.getId(), after.getId());
    Annex tooMany = annex(fewer, end, 21);
    assertRefused(() -> exporter.annexes.agreeAnnex(key(), tooMany.getId()), "CAPACITY_EXHAUSTED");
    Books.areInOrder(exchange);
    // That was not needed after all, and has not begun.
    for (Contract each : List.of(added, after)) {
      exporter.contracts.cancelContract(key(), each.getId());
    }
    assertTaken(fewer, end, 60);
    assertTaken(end, end.plusDays(10), 0);

    // All of it ends: 60 units for the last 30 days are 1,800.00 less, and 5 %.
    Amendment over = quote(start.plusDays(60), 0);
    assertThat(over.getCheaper()).isEqualTo(money("1890.00"));
    Amendment ended = exporter.amendments.agreeAmendment(key(), over.getId());
    assertThat(ended.getVersion()).isEqualTo(2);
    assertTaken(start, fewer, UNITS);
    assertTaken(fewer, start.plusDays(60), 60);
    assertTaken(start.plusDays(60), end, 0);
    assertBilled(ended);
    Books.areInOrder(exchange);

    // What is free is let to the next at once.
    Partner next = operator.admit("Xiamen Tea Co.", "CN", Role.EXPORTER);
    operator.fund(next, "20000.00", "USD");
    next.lease(CAPACITY, start.plusDays(60), 10, listing.getId());
    assertTaken(start.plusDays(60), start.plusDays(70), CAPACITY);
    Books.areInOrder(exchange);
  }

  @Test
  void whatIsLeftGoesToSomebodyElse() throws ApiException {
    LocalDate end = start.plusDays(DAYS);
    LocalDate from = start.plusDays(45);
    Partner newcomer = operator.admit("Xiamen Tea Co.", "CN", Role.EXPORTER);
    operator.fund(newcomer, "20000.00", "USD");
    BigDecimal before = exporter.wallet();
    Novation offer =
        exporter.novations.offerNovation(
            key(),
            contract.getId(),
            new NewNovation()
                .organizationId(newcomer.id())
                .from(from)
                .quantity(40)
                .price(money("-100.00")));
    assertThat(offer.getTerms().getRateCard()).isEqualTo(contract.getTerms().getRateCard());
    NovationTaking kettles = new NovationTaking().goods("Kettles");
    assertRefused(
        () -> newcomer.novations.takeNovation(key(), offer.getId(), kettles), "NOVATION_NOT_OPEN");
    owner.novations.consentToNovation(key(), offer.getId());
    Contract made = newcomer.novations.takeNovation(key(), offer.getId(), kettles);
    assertThat(made.getTerms().getStay()).isEqualTo(new Dates().from(from).to(end));
    assertThat(made.getTerms().getExporterId()).isEqualTo(newcomer.id());
    // Nobody has a unit more or less than before, on any day.
    assertTaken(start, end, UNITS);
    assertTaken(end, end.plusDays(5), 0);
    // Two fifths of the deposit of 3,255.00 or so, less the 100.00 that the holder adds.
    Novation taken = owner.novations.getNovation(offer.getId());
    assertThat(taken.getMadeId()).isEqualTo(made.getId());
    BigDecimal back = amount(taken.getDepositBack());
    assertThat(back)
        .isEqualByComparingTo(
            amount(contract.getTerms().getConditions().getDeposit())
                .multiply(new BigDecimal("0.4")));
    assertThat(exporter.wallet())
        .isEqualByComparingTo(before.add(back).subtract(BigDecimal.valueOf(100)));
    assertThat(newcomer.wallet())
        .isEqualByComparingTo(
            new BigDecimal("20100.00").subtract(amount(offer.getDueAtSettlement())));
    Amendment amendment = owner.amendments.listAmendments(contract.getId()).getItems().get(0);
    assertThat(amendment.getFee()).isEqualTo(money("0.00"));
    assertBilled(amendment);
    Books.areInOrder(exchange);
  }

  @Test
  void ofTwoAtOnceOneAmends() throws ApiException {
    List<Amendment> quotes = List.of(quote(start.plusDays(40), 60), quote(start.plusDays(50), 10));
    List<String> outcomes =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> outcome(quotes.get(i % quotes.size()).getId())))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(outcomes).filteredOn("agreed"::equals).hasSize(4);
    assertThat(outcomes).filteredOn("AMENDMENT_OUTDATED"::equals).hasSize(4);
    assertThat(exporter.amendments.listAmendments(contract.getId()).getItems()).hasSize(1);
    Books.areInOrder(exchange);
  }

  /** Those with the same quote mean the same, and hear of the one agreement. */
  private String outcome(UUID amendment) {
    try {
      exporter.amendments.agreeAmendment(key(), amendment);
      return "agreed";
    } catch (ApiException refused) {
      return refused.getResponseBody().contains("\"AMENDMENT_OUTDATED\"")
          ? "AMENDMENT_OUTDATED"
          : refused.getResponseBody();
    }
  }

  @Test
  void aDayTooNearIsRefused() {
    assertRefused(() -> quote(start.plusDays(15), 60), "NOTICE_TOO_SHORT");
  }

  private void assertTaken(LocalDate from, LocalDate to, int units) throws ApiException {
    List<DayAvailability> days =
        exporter.listings.getAvailability(from, to, listing.getId()).getDays();
    assertThat(days)
        .hasSize((int) from.until(to, java.time.temporal.ChronoUnit.DAYS))
        .allSatisfy(
            day -> assertThat(day.getFree()).as(day.toString()).isEqualTo(CAPACITY - units));
  }

  private void assertEscrow(BigDecimal balance, BigDecimal deposit) throws ApiException {
    Escrow escrow = exporter.contracts.getEscrow(contract.getId());
    assertThat(amount(escrow.getBalance())).isEqualByComparingTo(balance);
    assertThat(amount(escrow.getDeposit())).isEqualByComparingTo(deposit);
  }

  /** The periods to come are those of the amendment. */
  private void assertBilled(Amendment agreed) throws ApiException {
    Billing billing = owner.contracts.getBilling(contract.getId());
    assertThat(billing.getPeriods())
        .extracting(BillingPeriod::getFrom, BillingPeriod::getTo, BillingPeriod::getTotal)
        .isEqualTo(
            agreed.getBill().getPeriods().stream()
                .map(
                    each ->
                        org.assertj.core.groups.Tuple.tuple(
                            each.getFrom(), each.getTo(), each.getTotal()))
                .toList());
  }

  private static BigDecimal amount(Money money) {
    return new BigDecimal(money.getAmount());
  }

  private static Money money(String amount) {
    return new Money().amount(amount).currency("USD");
  }
}
