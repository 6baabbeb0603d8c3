package exchange.core.testing;

import static exchange.core.testing.Trade.now;
import static exchange.core.values.RefusalCode.CAPACITY_IN_USE;
import static exchange.core.values.RefusalCode.NOT_FOUND;
import static exchange.core.values.RefusalCode.PRECONDITION_FAILED;
import static exchange.core.values.RefusalCode.REQUEST_NOT_OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.capacity.HoldLimits;
import exchange.core.listing.Listing;
import exchange.core.listing.Listings.Filter;
import exchange.core.member.Caller;
import exchange.core.member.Organizations;
import exchange.core.request.LeaseRequest;
import exchange.core.request.LeaseRequest.State;
import exchange.core.request.LeaseRequests;
import exchange.core.values.Page;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import exchange.core.values.Versioned;
import exchange.core.warehouse.Warehouse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What {@code Organizations, Warehouses, Listings} and {@code LeaseRequests} promise. */
public abstract class MarketBehavior extends StoreBehavior {
  private static final Page.Query FIRST = new Page.Query(50, Optional.empty());

  @Test
  void membersSeeThemselvesAndSignIn() {
    Caller member = trade.owner();
    Organizations all = ports.organizations();
    UUID id = member.organizationId();
    assertThat(now(all.find(id, member)).roles()).isEqualTo(member.roles());
    assertThat(now(all.page(member, FIRST)).items()).hasSize(1);
    assertEmpty(all.find(id, trade.owner()));
    assertThat(now(all.find(id, trade.operator())).id()).isEqualTo(id);
    assertThat(now(all.signIn("client-" + id)).organization().id()).isEqualTo(id);
    assertEmpty(all.signIn("nobody"));
  }

  @Test
  void sitesAreTheirOwners() {
    Caller owner = trade.owner();
    Warehouse site = trade.warehouse(owner);
    assertThat(now(ports.warehouses().find(site.id(), owner)).value()).isEqualTo(site);
    assertEmpty(ports.warehouses().find(site.id(), trade.owner()));
    assertThat(now(ports.warehouses().page(owner, FIRST)).items())
        .containsExactly(new Versioned<>(site, 1));
  }

  @Test
  void anEditNamesTheVersionItWasMadeFrom() {
    Caller owner = trade.owner();
    Warehouse site = trade.warehouse(owner);
    assertThat(now(ports.warehouses().replace(site, 1)).version()).isEqualTo(2);
    refusal(ports.warehouses().replace(site, 1), PRECONDITION_FAILED);
    Listing listing = trade.listing(owner, 10);
    assertThat(now(ports.listings().replace(listing, 1)).version()).isEqualTo(2);
    refusal(ports.listings().replace(listing, 1), PRECONDITION_FAILED);
  }

  @Test
  void addingTwiceIsAddingOnce() {
    Caller owner = trade.owner();
    Listing listing = trade.listing(owner, 10);
    assertThat(now(ports.listings().add(listing))).isEqualTo(new Versioned<>(listing, 1));
    assertThat(now(ports.listings().page(by(owner), FIRST)).items()).hasSize(1);
  }

  private static Filter by(Caller owner) {
    return new Filter(Optional.of(owner.organizationId()), Optional.empty(), Optional.empty());
  }

  @Test
  void listingsAreFilteredAndPaged() {
    Caller owner = trade.owner();
    List<UUID> added = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      added.add(0, trade.listing(owner, 10).id());
    }
    List<UUID> seen = new ArrayList<>();
    Optional<Long> before = Optional.empty();
    do {
      Page<Versioned<Listing>> page =
          now(ports.listings().page(by(owner), new Page.Query(2, before)));
      page.items().forEach(item -> seen.add(item.value().id()));
      before = page.next();
    } while (before.isPresent());
    assertThat(seen).isEqualTo(added);
    Optional<UUID> ownerId = Optional.of(owner.organizationId());
    assertThat(
            now(ports
                    .listings()
                    .page(
                        new Filter(ownerId, Optional.of(StorageClass.FROZEN), Optional.empty()),
                        FIRST))
                .items())
        .isEmpty();
    assertThat(
            now(ports
                    .listings()
                    .page(new Filter(ownerId, Optional.empty(), Optional.of("DE")), FIRST))
                .items())
        .hasSize(5);
    assertThat(
            now(
                ports
                    .listings()
                    .open(StorageClass.AMBIENT, Unit.XPX)
                    .map(Listing::id)
                    .collectList()))
        .containsAll(added);
  }

  @Test
  void quantityFollowsAnEditButNeverBelowWhatIsTaken() {
    Caller owner = trade.owner();
    Listing listing = trade.listing(owner, 10);
    now(
        ports
            .reservations()
            .reserve(
                UUID.randomUUID(),
                trade.terms(trade.exporter(), listing, 4, 3, 2),
                HoldLimits.proposed(Duration.ofMinutes(1))));
    assertThat(refusal(ports.listings().replace(of(listing, 3), 1), CAPACITY_IN_USE).facts())
        .containsEntry("taken", "4")
        .containsEntry("day", "2031-01-04")
        .containsEntry("quantity", "3");
    now(ports.listings().replace(of(listing, 4), 1));
    assertThat(now(ports.capacities().free(listing.id())).on(Trade.OPENING)).isEqualTo(4);
    assertThat(now(ports.capacities().free(listing.id())).on(Trade.OPENING.plusDays(3))).isZero();
  }

  private static Listing of(Listing listing, int quantity) {
    return new Listing(
        listing.id(),
        listing.ownerId(),
        listing.site(),
        listing.storageClass(),
        listing.unit(),
        quantity,
        listing.window(),
        listing.rateCard(),
        listing.minimumQuantity(),
        listing.minimumDays(),
        listing.open());
  }

  @Test
  void requestsAreTheirExporters() {
    Caller exporter = trade.exporter();
    LeaseRequest request = trade.request(exporter, 4, Trade.OPENING, 30);
    LeaseRequests all = ports.leaseRequests();
    assertThat(now(all.find(request.id(), exporter)))
        .isEqualTo(new LeaseRequests.Filed(request, State.OPEN));
    assertEmpty(all.find(request.id(), trade.exporter()));
    assertThat(now(all.page(exporter, FIRST)).items()).hasSize(1);
    refusal(all.withdraw(request.id(), trade.exporter()), NOT_FOUND);
    assertThat(now(all.withdraw(request.id(), exporter)).state()).isEqualTo(State.WITHDRAWN);
    refusal(all.withdraw(request.id(), exporter), REQUEST_NOT_OPEN);
    assertThat(now(all.open().map(LeaseRequest::id).collectList())).doesNotContain(request.id());
  }
}
