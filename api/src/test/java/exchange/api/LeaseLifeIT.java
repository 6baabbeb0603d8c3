package exchange.api;

import static exchange.api.Partner.key;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.client.ApiException;
import exchange.client.model.Dates;
import exchange.client.model.DayAvailability;
import exchange.client.model.DisputeState;
import exchange.client.model.LeaseAbove;
import exchange.client.model.ReviewSide;
import exchange.client.model.Role;
import exchange.core.billing.BillContracts;
import exchange.core.billing.Billings;
import exchange.core.dispute.CloseDisputes;
import exchange.core.dispute.Disputes;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A lease from its settlement to its end, let on in part and handed over, once by the client and
 * once by the pages; after each step every day's units and every cent are where they should be.
 */
class LeaseLifeIT {
  private static final int CAPACITY = 150;
  private static final int FUNDS = 30_000;

  private static RunningExchange exchange;
  private static Partner operator;

  /** Days are counted from it. */
  private final LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(10);

  private Partner owner;
  private Partner tenant;
  private Partner subtenant;
  private Partner newcomer;

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
  void byTheClient() throws Exception {
    try (Life life = new LifeByClient()) {
      live(life);
    }
  }

  @Test
  void byThePages() throws Exception {
    try (Life life = new LifeByPages(Browser.start(), exchange.address())) {
      live(life);
    }
  }

  private void live(Life life) throws Exception {
    owner = operator.admit("Altona Lager KG", "DE", Role.OWNER);
    tenant = exporter("Ningbo Lantern Co.");
    subtenant = exporter("Yiwu Kite Co.");
    newcomer = exporter("Xiamen Tea Co.");
    UUID listing = publish();

    UUID lease = life.lease(tenant, listing, 100, start, 90);
    assertTaken(listing, day -> day < 90 ? 100 : 0);
    // A month at 1.00, handling in at 2.00, as much as deposit, and 5 percent on all of it.
    BigDecimal first = withCommission(100 * month() + 200);
    assertWallets("0", first.multiply(BigDecimal.valueOf(-2)), "0", "0");

    Dates window = new Dates().from(start.plusDays(10)).to(start.plusDays(40));
    UUID part = life.sublet(tenant, owner, lease, 40, window, "0.8");
    UUID below = life.lease(subtenant, part, 40, window.getFrom(), 30);
    assertThat(owner.contracts.getContract(lease).getTerms().getQuantity()).isEqualTo(100);
    assertThat(subtenant.contracts.getContract(below).getChain())
        .extracting(LeaseAbove::getContractId)
        .containsExactly(lease);
    assertTaken(listing, day -> day < 90 ? 100 : 0);
    assertTaken(part, day -> day >= 10 && day < 40 ? 40 : 0);
    BigDecimal sublet = withCommission(40 * 30 * 8 / 10 + 80 + 120);
    assertWallets(
        "0", first.multiply(BigDecimal.valueOf(-2)), sublet.multiply(BigDecimal.valueOf(-2)), "0");

    UUID rest = life.handOver(tenant, owner, newcomer, lease, start.plusDays(45), 100, "150");
    assertThat(newcomer.contracts.getContract(rest).getTerms().getStay())
        .isEqualTo(new Dates().from(start.plusDays(45)).to(start.plusDays(90)));
    assertTaken(listing, day -> day < 90 ? 100 : 0);
    assertTaken(part, day -> day >= 10 && day < 40 ? 40 : 0);
    assertThat(wallet(tenant)).isGreaterThan(new BigDecimal("150").subtract(first).subtract(first));

    bill(start.plusMonths(1).plusDays(1));
    UUID dispute = life.dispute(tenant, lease, "40");
    life.answer(owner, dispute);
    BigDecimal before = wallet(tenant);
    life.rule(operator, dispute, "15");
    Books.areInOrder(exchange);
    new CloseDisputes(exchange.context().getBean(Disputes.class), at(start.plusDays(60)))
        .close()
        .block();
    assertThat(tenant.disputes.getDispute(dispute).getState()).isEqualTo(DisputeState.FINAL);
    assertThat(wallet(tenant)).isEqualByComparingTo(before.add(new BigDecimal("15")));
    Books.areInOrder(exchange);

    for (int day = 35; day <= 90 + 60; day += 5) {
      bill(start.plusDays(day));
      Books.areInOrder(exchange);
    }
    for (UUID contract : List.of(lease, below, rest)) {
      assertThat(operator.contracts.getBilling(contract).getState().getValue()).isEqualTo("ENDED");
    }
    life.review(tenant, ReviewSide.EXPORTER, lease, 4);
    assertThat(owner.reviews.getLeaseReviews(lease).getReviews()).isEmpty();
    life.review(owner, ReviewSide.OWNER, lease, 5);
    assertThat(newcomer.reviews.listReviews(owner.id(), null, null).getItems()).hasSize(1);
    assertThat(newcomer.reviews.listReviews(tenant.id(), null, null).getItems()).hasSize(1);
    // Each half of the 90 days is 4,500.00 and has its goods brought in and out again.
    BigDecimal half = withCommission(4500 + 200 + 300);
    BigDecimal let = new BigDecimal(40 * 30 * 8 / 10 + 80 + 120);
    assertWallets(
        "9985",
        let.subtract(half).add(new BigDecimal("165")).toPlainString(),
        sublet.negate(),
        half.negate().subtract(new BigDecimal("150")));
  }

  private static Partner exporter(String name) throws ApiException {
    Partner member = operator.admit(name, "CN", Role.EXPORTER);
    operator.fund(member, FUNDS + ".00", "USD");
    return member;
  }

  private UUID publish() throws ApiException {
    Dates window = new Dates().from(start).to(start.plusDays(120));
    return owner
        .listings
        .publishListing(
            key(),
            owner.space("Altona Shed 4", CAPACITY, window, Partner.card("USD", "1", "2", "3")))
        .getId();
  }

  /** How many days the first period has. */
  private long month() {
    return start.until(start.plusMonths(1), java.time.temporal.ChronoUnit.DAYS);
  }

  private static BigDecimal withCommission(long dollars) {
    return BigDecimal.valueOf(dollars).multiply(new BigDecimal("1.05"));
  }

  private static void bill(LocalDate day) {
    new BillContracts(exchange.context().getBean(Billings.class), at(day), 50).bill().block();
  }

  private static Clock at(LocalDate day) {
    return Clock.fixed(day.atStartOfDay(ZoneOffset.UTC).toInstant(), ZoneOffset.UTC);
  }

  /**
   * @param taken units by the number of a day
   */
  private void assertTaken(UUID listing, IntUnaryOperator taken) throws ApiException {
    int capacity = owner.listings.getListing(listing).getQuantity();
    boolean whole = capacity == CAPACITY;
    List<DayAvailability> days =
        owner.listings.getAvailability(start, start.plusDays(120), listing).getDays();
    assertThat(days).hasSize(120);
    for (int day = 0; day < days.size(); day++) {
      boolean open = whole || (day >= 10 && day < 40);
      int offered = open ? capacity : 0;
      assertThat(days.get(day).getFree())
          .as("day %d", day)
          .isEqualTo(offered - taken.applyAsInt(day));
    }
    Books.areInOrder(exchange);
  }

  /** What each has more than at first. */
  private void assertWallets(Object owners, Object tenants, Object subtenants, Object newcomers)
      throws ApiException {
    assertThat(wallet(owner)).isEqualByComparingTo(owners.toString());
    assertThat(wallet(tenant)).isEqualByComparingTo(tenants.toString());
    assertThat(wallet(subtenant)).isEqualByComparingTo(subtenants.toString());
    assertThat(wallet(newcomer)).isEqualByComparingTo(newcomers.toString());
    Books.areInOrder(exchange);
  }

  private BigDecimal wallet(Partner member) throws ApiException {
    BigDecimal has = member.wallet();
    return member == owner ? has : has.subtract(BigDecimal.valueOf(FUNDS));
  }
}
