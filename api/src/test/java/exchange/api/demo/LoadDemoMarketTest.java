package exchange.api.demo;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.bank.BankStatements;
import exchange.core.capacity.Reservations;
import exchange.core.lease.Contracts;
import exchange.core.listing.Listing;
import exchange.core.listing.Listings;
import exchange.core.listing.Pricing;
import exchange.core.member.Caller;
import exchange.core.member.Credential;
import exchange.core.member.Organization;
import exchange.core.member.Organizations;
import exchange.core.member.Role;
import exchange.core.quote.LocationCost;
import exchange.core.quote.Options;
import exchange.core.request.LeaseRequests;
import exchange.core.sublet.OfferSublet;
import exchange.core.sublet.Sublets;
import exchange.core.testing.InMemoryExchange;
import exchange.core.values.Page;
import exchange.core.values.Versioned;
import exchange.core.warehouse.Warehouses;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class LoadDemoMarketTest {
  private static final LocalDate START = LocalDate.of(2026, 11, 21);
  private static final Clock CLOCK =
      Clock.fixed(START.atTime(23, 59).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
  private static final MarketReferenceData DATA = MarketReferenceData.read();
  private static final Options OPTIONS =
      new Options(
          new Pricing(BigDecimal.valueOf(5)),
          new LocationCost(DATA.rates().market()),
          DATA.rates());
  private static final DemoMarket MARKET = draw(START);
  private static final Caller OPERATOR = new Caller(new UUID(0, 1), Set.of(Role.OPERATOR));
  private static final Page.Query MANY = new Page.Query(1000, Optional.empty());

  private final InMemoryExchange exchange = new InMemoryExchange(CLOCK);
  private final LoadDemoMarket load = load(Integer.MAX_VALUE);

  @Test
  void storesEverything() {
    StepVerifier.create(load.load(MARKET)).expectNext(true).verifyComplete();
    assertComplete();
  }

  @Test
  void letsEveryMemberSignIn() {
    load.load(MARKET).block();
    for (String client : List.of("demo-operator", "demo-owner-1", "demo-exporter-10")) {
      StepVerifier.create(exchange.organizations().signIn(client))
          .assertNext(it -> assertThat(it.credential().secretHash()).isEqualTo("#demo-secret"))
          .verifyComplete();
    }
  }

  @Test
  void doesNothingTheSecondTime() {
    load.load(MARKET).block();
    StepVerifier.create(load.load(draw(START.plusDays(30)))).expectNext(false).verifyComplete();
    assertComplete();
    assertThat(listings()).containsAll(MARKET.listings());
  }

  @Test
  void leavesAMarketAloneThatSomebodyElseTradesOn() {
    Organization stranger =
        new Organization(new UUID(0, 9), "Real Storage Ltd", "GB", Set.of(Role.OWNER));
    exchange.organizations().admit(stranger, new Credential("real", stranger.id(), "hash")).block();
    StepVerifier.create(load.load(MARKET)).expectNext(false).verifyComplete();
    assertThat(listings()).isEmpty();
  }

  /** Cut off after each kind of thing has begun, and completed by the next start a day later. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 1, 21, 22, 40, 75, 100, 139, 300, 458, 459, 463, 468, 469, 470, 471, 472, 473, 474, 475,
        476, 477
      })
  void completesWhatWasCutOff(int stored) {
    StepVerifier.create(load(stored).load(MARKET)).verifyError(CutOff.class);
    assertThat(exchange.organizations().signIn("demo-operator").blockOptional()).isEmpty();

    StepVerifier.create(load.load(draw(START.plusDays(1)))).expectNext(true).verifyComplete();
    assertComplete();
    StepVerifier.create(load.load(MARKET)).expectNext(false).verifyComplete();
  }

  private void assertComplete() {
    assertThat(exchange.organizations().page(OPERATOR, MANY).block().items())
        .hasSize(MARKET.members().size() + 1);
    assertThat(exchange.warehouses().page(OPERATOR, MANY).block().items())
        .hasSameSizeAs(MARKET.warehouses());
    assertThat(listings()).hasSize(MARKET.listings().size() + 2 * MARKET.remainders().size());
    assertThat(exchange.leaseRequests().open().collectList().block())
        .hasSameSizeAs(MARKET.requests());
    Set<UUID> tenants =
        MARKET.remainders().stream()
            .map(each -> each.request().exporterId())
            .collect(Collectors.toSet());
    assertThat(tenants).hasSize(1);
    assertThat(exchange.sublets().page(OPERATOR, Optional.empty(), MANY).block().items())
        .hasSameSizeAs(MARKET.remainders())
        .allMatch(each -> each.listing().open() && tenants.contains(each.listing().ownerId()));
    for (DemoMarket.Member member : MARKET.members()) {
      UUID id = member.organization().id();
      if (tenants.contains(id)) {
        continue;
      }
      List<Money> funds =
          MARKET.deposits().stream()
              .filter(each -> each.organizationId().equals(id))
              .map(DemoMarket.Deposit::amount)
              .toList();
      assertThat(exchange.ledger().wallet(id, OPERATOR).block())
          .containsExactlyInAnyOrderElementsOf(funds);
    }
  }

  private List<Listing> listings() {
    Listings.Filter all = new Listings.Filter(Optional.empty(), Optional.empty(), Optional.empty());
    return exchange.listings().page(all, MANY).block().items().stream()
        .map(Versioned::value)
        .toList();
  }

  private static DemoMarket draw(LocalDate start) {
    return DemoMarket.draw(DemoMarket.SEED, start, DATA.places(), DATA.rates(), OPTIONS);
  }

  /** A load whose stores fail after so many changes. */
  private LoadDemoMarket load(int changes) {
    AtomicInteger left = new AtomicInteger(changes);
    return new LoadDemoMarket(
        cutOff(Organizations.class, exchange.organizations(), left),
        cutOff(Warehouses.class, exchange.warehouses(), left),
        cutOff(Listings.class, exchange.listings(), left),
        cutOff(LeaseRequests.class, exchange.leaseRequests(), left),
        cutOff(BankStatements.class, exchange.bankStatements(), left),
        leaseDemoSpace(left),
        secret -> Mono.just("#" + secret));
  }

  private LeaseDemoSpace leaseDemoSpace(AtomicInteger left) {
    return new LeaseDemoSpace(
        cutOff(Listings.class, exchange.listings(), left),
        cutOff(LeaseRequests.class, exchange.leaseRequests(), left),
        cutOff(Reservations.class, exchange.reservations(), left),
        cutOff(Contracts.class, exchange.contracts(), left),
        exchange.rulebooks(),
        OPTIONS,
        new OfferSublet(
            exchange.contracts(),
            cutOff(Sublets.class, exchange.sublets(), left),
            DATA.rates(),
            Duration.ofDays(1)),
        CLOCK);
  }

  private static <T> T cutOff(Class<T> port, T store, AtomicInteger left) {
    Set<String> changes = Set.of("admit", "add", "book", "reserve", "settle", "offer");
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              if (changes.contains(method.getName()) && left.getAndDecrement() <= 0) {
                return Mono.error(new CutOff());
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private static final class CutOff extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
