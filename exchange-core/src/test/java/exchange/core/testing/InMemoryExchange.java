package exchange.core.testing;

import exchange.core.acceptance.Acceptances;
import exchange.core.annex.Annexes;
import exchange.core.bank.BankStatements;
import exchange.core.bank.Payouts;
import exchange.core.billing.Amendments;
import exchange.core.billing.Billings;
import exchange.core.billing.Claims;
import exchange.core.billing.Documents;
import exchange.core.blacklist.Blacklistings;
import exchange.core.capacity.Blocks;
import exchange.core.capacity.Capacities;
import exchange.core.capacity.Holds;
import exchange.core.capacity.Reservations;
import exchange.core.card.CardPayments;
import exchange.core.card.CardProvider;
import exchange.core.credit.CreditFiles;
import exchange.core.credit.CreditObjections;
import exchange.core.currency.Conversions;
import exchange.core.currency.RateTables;
import exchange.core.dispute.Disputes;
import exchange.core.event.Deliveries;
import exchange.core.event.Events;
import exchange.core.event.Webhooks;
import exchange.core.guarantee.Guarantees;
import exchange.core.lease.Contracts;
import exchange.core.lease.Rulebooks;
import exchange.core.ledger.Journal;
import exchange.core.ledger.Ledger;
import exchange.core.listing.Listings;
import exchange.core.matching.MatchingRounds;
import exchange.core.matching.MatchingSchedules;
import exchange.core.member.Attempt;
import exchange.core.member.Attempts;
import exchange.core.member.Organizations;
import exchange.core.notice.Notices;
import exchange.core.novation.Novations;
import exchange.core.quote.Offers;
import exchange.core.quote.Quotes;
import exchange.core.reconciliation.Reconciliations;
import exchange.core.recount.Recounts;
import exchange.core.request.LeaseRequests;
import exchange.core.reserve.Reserves;
import exchange.core.review.Reviews;
import exchange.core.sublet.Sublets;
import exchange.core.values.Refusal;
import exchange.core.warehouse.Warehouses;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Every port on one set of books in memory. */
public final class InMemoryExchange {
  private final Books books;
  private final Organizations organizations;
  private final Warehouses warehouses;
  private final Listings listings;
  private final Quotes quotes;
  private final InMemoryReservations reservations;
  private final InMemoryContracts contracts;
  private final Annexes annexes;
  private final Novations novations;
  private final Journal journal;
  private final Reserves reserves;
  private final Rulebooks rulebooks;
  private final RateTables rateTables;
  private final Conversions conversions;
  private final InMemoryBank bank;
  private final InMemoryMatchingRounds matchingRounds;
  private final MatchingSchedules matchingSchedules;
  private final InMemoryCardPayments cardPayments;
  private final Reconciliations reconciliations;
  private final CardProvider cardProvider;
  private final Recounts recounts;
  private final Offers offers;
  private final Holds holds;

  /**
   * @param clock decides when holds and quotes end
   */
  public InMemoryExchange(Clock clock) {
    books = new Books(clock);
    holds = new InMemoryHolds(clock);
    organizations = new InMemoryOrganizations(books);
    warehouses = new InMemoryWarehouses(books);
    listings = new InMemoryListings(books);
    quotes = new InMemoryQuotes(books);
    reservations = new InMemoryReservations(books);
    contracts = new InMemoryContracts(books);
    annexes = new InMemoryAnnexes(books, reservations, contracts);
    novations = new InMemoryNovations(books, reservations, contracts);
    journal = new InMemoryJournal(books);
    reserves = new InMemoryReserves(books);
    rulebooks = new InMemoryRulebooks(books);
    rateTables = new InMemoryRateTables(books);
    conversions = new InMemoryConversions(books);
    bank = new InMemoryBank(books);
    cardPayments = new InMemoryCardPayments(books);
    cardProvider = new InMemoryCardProvider(clock);
    reconciliations = new InMemoryReconciliations(books, bank, cardPayments);
    offers = new InMemoryOffers(books);
    recounts = new InMemoryRecounts(books);
    matchingRounds = new InMemoryMatchingRounds(books);
    matchingSchedules = new InMemoryMatchingSchedules(books, matchingRounds);
  }

  public Organizations organizations() {
    return organizations;
  }

  public Warehouses warehouses() {
    return warehouses;
  }

  public Listings listings() {
    return listings;
  }

  public LeaseRequests leaseRequests() {
    return books.requests;
  }

  public Quotes quotes() {
    return quotes;
  }

  public Capacities capacities() {
    return new InMemoryCapacities(books);
  }

  public Blocks blocks() {
    return books.blocks;
  }

  public Offers offers() {
    return offers;
  }

  public Holds holds() {
    return holds;
  }

  public Reservations reservations() {
    return reservations;
  }

  public Contracts contracts() {
    return contracts;
  }

  public Sublets sublets() {
    return books.sublets;
  }

  public Novations novations() {
    return novations;
  }

  public Annexes annexes() {
    return annexes;
  }

  public Rulebooks rulebooks() {
    return rulebooks;
  }

  public RateTables rateTables() {
    return rateTables;
  }

  public Conversions conversions() {
    return conversions;
  }

  public Claims claims() {
    return books.claims;
  }

  public Disputes disputes() {
    return books.disputes;
  }

  public Guarantees guarantees() {
    return books.guarantees;
  }

  public Ledger ledger() {
    return books.ledger;
  }

  public Journal journal() {
    return journal;
  }

  public Reserves reserves() {
    return reserves;
  }

  public BankStatements bankStatements() {
    return bank;
  }

  public Payouts payouts() {
    return bank;
  }

  public CardPayments cardPayments() {
    return cardPayments;
  }

  public CardProvider cardProvider() {
    return cardProvider;
  }

  public Reconciliations reconciliations() {
    return reconciliations;
  }

  public Billings billings() {
    return books.billings;
  }

  public Reviews reviews() {
    return books.reviews;
  }

  public Acceptances acceptances() {
    return books.acceptances;
  }

  public CreditFiles creditFiles() {
    return books.creditFiles;
  }

  public CreditObjections creditObjections() {
    return books.creditFiles.objections();
  }

  public Blacklistings blacklistings() {
    return books.blacklistings;
  }

  public Amendments amendments() {
    return books.amendments;
  }

  public Documents documents() {
    return books.documents;
  }

  public MatchingRounds matchingRounds() {
    return matchingRounds;
  }

  public MatchingSchedules matchingSchedules() {
    return matchingSchedules;
  }

  public Recounts recounts() {
    return recounts;
  }

  public Events events() {
    return books.events;
  }

  public Webhooks webhooks() {
    return books.deliveries.webhooks;
  }

  public Deliveries deliveries() {
    return books.deliveries;
  }

  public Notices notices() {
    return books.notices;
  }

  public Attempts attempts() {
    return new Attempts() {
      @Override
      public <T> Mono<T> recall(Attempt attempt, Class<T> type) {
        return books.recall(attempt);
      }

      @Override
      public <T> Mono<T> refuse(Attempt attempt, Refusal refusal, Class<T> type) {
        return books.refuse(attempt, refusal);
      }

      @Override
      public Mono<Integer> forget(Duration age, int most) {
        return books.forget(age, most);
      }
    };
  }

  public Ports ports() {
    return new Ports(
        organizations,
        warehouses,
        listings,
        leaseRequests(),
        quotes,
        capacities(),
        blocks(),
        offers,
        holds,
        reservations,
        contracts,
        sublets(),
        rulebooks,
        rateTables,
        conversions,
        guarantees(),
        claims(),
        disputes(),
        ledger(),
        journal,
        reserves,
        bank,
        bank,
        cardPayments,
        cardProvider,
        reconciliations,
        billings(),
        reviews(),
        acceptances(),
        creditFiles(),
        creditObjections(),
        blacklistings(),
        amendments(),
        annexes,
        novations,
        documents(),
        matchingRounds,
        matchingSchedules,
        recounts,
        events(),
        webhooks(),
        deliveries(),
        notices(),
        attempts());
  }
}
