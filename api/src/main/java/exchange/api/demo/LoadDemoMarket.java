package exchange.api.demo;

import exchange.core.bank.BankEntry;
import exchange.core.bank.BankStatement;
import exchange.core.bank.BankStatements;
import exchange.core.bank.FundingReference;
import exchange.core.listing.Listings;
import exchange.core.member.Caller;
import exchange.core.member.Credential;
import exchange.core.member.Organization;
import exchange.core.member.Organizations;
import exchange.core.member.Role;
import exchange.core.request.LeaseRequests;
import exchange.core.values.Page;
import exchange.core.warehouse.Warehouses;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Puts the demo market into empty stores, once.
 *
 * <p>It may be cut off anywhere, even by the machine's power. The operator is admitted last and is
 * the mark that everything before is there; without the mark the next call goes through all of it
 * again. What is already stored then stays as it is, because every id is the same in every demo
 * market and the ports take an id that they have for the thing that they have.
 */
public final class LoadDemoMarket {
  /** Enough to keep a database busy, few enough to leave connections to others. */
  private static final int AT_ONCE = 8;

  private static final int MOST_MEMBERS = 200;

  private final Organizations organizations;
  private final Warehouses warehouses;
  private final Listings listings;
  private final LeaseRequests requests;
  private final BankStatements statements;
  private final LeaseDemoSpace leaseDemoSpace;
  private final Function<String, Mono<String>> secretHash;

  /**
   * @param secretHash hashes a secret as sign-in expects it
   */
  public LoadDemoMarket(
      Organizations organizations,
      Warehouses warehouses,
      Listings listings,
      LeaseRequests requests,
      BankStatements statements,
      LeaseDemoSpace leaseDemoSpace,
      Function<String, Mono<String>> secretHash) {
    this.organizations = organizations;
    this.warehouses = warehouses;
    this.listings = listings;
    this.requests = requests;
    this.statements = statements;
    this.leaseDemoSpace = leaseDemoSpace;
    this.secretHash = secretHash;
  }

  /**
   * Stores the market unless it is there already or somebody else trades here.
   *
   * @return whether it was stored, or what was missing of it
   */
  public Mono<Boolean> load(DemoMarket market) {
    return isWanted(market)
        .flatMap(wanted -> wanted ? store(market).thenReturn(true) : Mono.just(false));
  }

  /** Everything on the market belongs to a member, so looking at the members is enough. */
  private Mono<Boolean> isWanted(DemoMarket market) {
    Organization operator = market.operator().organization();
    Caller asOperator = new Caller(operator.id(), Set.of(Role.OPERATOR));
    Set<UUID> ours =
        market.members().stream()
            .map(member -> member.organization().id())
            .collect(Collectors.toSet());
    // An interrupted load leaves fewer members than one page holds.
    return organizations
        .page(asOperator, new Page.Query(MOST_MEMBERS, Optional.empty()))
        .map(page -> page.items().stream().allMatch(found -> ours.contains(found.id())));
  }

  private Mono<Void> store(DemoMarket market) {
    // One hash for all: a good hash is slow, and everybody knows this secret anyway.
    return secretHash
        .apply(DemoMarket.SECRET)
        .flatMap(
            hash ->
                each(market.members(), member -> admit(member, hash))
                    .then(each(market.warehouses(), warehouses::add))
                    .then(each(market.listings(), listings::add))
                    .then(each(market.requests(), requests::add))
                    .then(each(byCurrency(market.deposits()), this::book))
                    .then(each(market.remainders(), leaseDemoSpace::lease))
                    .then(admit(market.operator(), hash))
                    .then());
  }

  private static Collection<List<DemoMarket.Deposit>> byCurrency(
      List<DemoMarket.Deposit> deposits) {
    return deposits.stream()
        .collect(Collectors.groupingBy(each -> each.amount().getCurrencyUnit()))
        .values();
  }

  private static <T> Mono<Void> each(Collection<T> all, Function<T, Publisher<?>> store) {
    return Flux.fromIterable(all).flatMap(store, AT_ONCE).then();
  }

  private Mono<Organization> admit(DemoMarket.Member member, String hash) {
    Organization organization = member.organization();
    return organizations.admit(
        organization, new Credential(member.clientId(), organization.id(), hash));
  }

  /** Money comes as it does to any exchange: the bank tells of it. */
  private Mono<?> book(List<DemoMarket.Deposit> deposits) {
    CurrencyUnit currency = deposits.get(0).amount().getCurrencyUnit();
    List<BankEntry> entries = deposits.stream().map(LoadDemoMarket::entry).toList();
    Money none = Money.zero(currency);
    Money closing = entries.stream().map(BankEntry::amount).reduce(none, Money::plus);
    String number = "demo " + currency;
    return statements.book(
        UUID.nameUUIDFromBytes(number.getBytes(StandardCharsets.UTF_8)),
        new BankStatement("demo", number, none, closing, entries));
  }

  private static BankEntry entry(DemoMarket.Deposit deposit) {
    return new BankEntry(
        deposit.id().toString(),
        LocalDate.EPOCH,
        deposit.amount(),
        deposit.reference() + " " + FundingReference.of(deposit.organizationId()));
  }
}
