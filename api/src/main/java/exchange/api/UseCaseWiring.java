package exchange.api;

import exchange.api.demo.MarketReferenceData;
import exchange.api.jobs.GivingWay;
import exchange.core.bank.AssignEntry;
import exchange.core.bank.BankStatements;
import exchange.core.bank.ImportStatement;
import exchange.core.bank.Payouts;
import exchange.core.bank.ReleasePayouts;
import exchange.core.bank.RequestPayout;
import exchange.core.billing.BillContracts;
import exchange.core.billing.Billings;
import exchange.core.billing.CancelContract;
import exchange.core.billing.ClaimDeposit;
import exchange.core.billing.Claims;
import exchange.core.billing.CreditInvoice;
import exchange.core.billing.Documents;
import exchange.core.capacity.BlockDays;
import exchange.core.capacity.Blocks;
import exchange.core.capacity.Capacities;
import exchange.core.capacity.ExpireReservations;
import exchange.core.capacity.ExtendReservation;
import exchange.core.capacity.HoldCapacity;
import exchange.core.capacity.HoldLimits;
import exchange.core.capacity.Holds;
import exchange.core.capacity.ReleaseReservation;
import exchange.core.capacity.Reservations;
import exchange.core.capacity.ReviseListing;
import exchange.core.card.CardPayments;
import exchange.core.card.CardProvider;
import exchange.core.card.FundByCard;
import exchange.core.card.HearProvider;
import exchange.core.card.SettleCardPayments;
import exchange.core.currency.Conversions;
import exchange.core.currency.ConvertMoney;
import exchange.core.currency.RateTables;
import exchange.core.currency.StateRates;
import exchange.core.event.RegisterWebhook;
import exchange.core.event.WebhookAddresses;
import exchange.core.event.Webhooks;
import exchange.core.lease.ConfirmReservation;
import exchange.core.lease.Contracts;
import exchange.core.lease.Rulebooks;
import exchange.core.lease.StateRulebook;
import exchange.core.ledger.AddOwnFunds;
import exchange.core.ledger.DepositFunds;
import exchange.core.ledger.Journal;
import exchange.core.ledger.Ledger;
import exchange.core.ledger.VerifyJournal;
import exchange.core.listing.Listings;
import exchange.core.listing.Pricing;
import exchange.core.listing.PublishListing;
import exchange.core.matching.LocationCost;
import exchange.core.matching.MatchingRounds;
import exchange.core.matching.MatchingSchedules;
import exchange.core.matching.OfferIndex;
import exchange.core.matching.Offers;
import exchange.core.matching.Options;
import exchange.core.matching.QuoteLeaseRequest;
import exchange.core.matching.Quotes;
import exchange.core.matching.ReserveQuote;
import exchange.core.matching.RunMatchingRound;
import exchange.core.matching.SearchOffers;
import exchange.core.matching.StartDueRound;
import exchange.core.matching.StartMatchingRound;
import exchange.core.matching.StateMatchingSchedule;
import exchange.core.matching.SurveyOccupancy;
import exchange.core.matching.SurveySupply;
import exchange.core.member.AdmitOrganization;
import exchange.core.member.Organizations;
import exchange.core.reconciliation.ReconcileDays;
import exchange.core.reconciliation.Reconciliations;
import exchange.core.request.FileLeaseRequest;
import exchange.core.request.LeaseRequests;
import exchange.core.reserve.ProveReserves;
import exchange.core.reserve.Reserves;
import exchange.core.reserve.StateReserves;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Places;
import exchange.core.warehouse.RegisterWarehouse;
import exchange.core.warehouse.Warehouses;
import exchange.matcher.GreedyMatcher;
import exchange.matcher.OptaPlannerMatcher;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Puts the use cases together. */
@Configuration(proxyBeanMethods = false)
class UseCaseWiring {
  private static final Logger LOG = LoggerFactory.getLogger(UseCaseWiring.class);
  private static final int LEASES_AT_A_TIME = 500;

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  MarketReferenceData referenceData() {
    return MarketReferenceData.read();
  }

  @Bean
  Places places(MarketReferenceData data) {
    return data.places();
  }

  @Bean
  ExchangeRates exchangeRates(MarketReferenceData data) {
    return data.rates();
  }

  @Bean
  Options options(ExchangeSettings settings, ExchangeRates rates) {
    Pricing pricing = new Pricing(settings.commissionPercent());
    return new Options(pricing, new LocationCost(rates.market()), rates);
  }

  @Bean
  AdmitOrganization admitOrganization(Organizations organizations) {
    return new AdmitOrganization(organizations);
  }

  @Bean
  RegisterWarehouse registerWarehouse(Warehouses warehouses) {
    return new RegisterWarehouse(warehouses);
  }

  @Bean
  PublishListing publishListing(Listings listings, Warehouses warehouses, ExchangeRates rates) {
    return new PublishListing(listings, warehouses, rates);
  }

  @Bean
  ReviseListing reviseListing(Listings listings, Holds holds, ExchangeRates rates) {
    return new ReviseListing(listings, holds, rates);
  }

  @Bean
  BlockDays blockDays(Blocks blocks, Holds holds) {
    return new BlockDays(blocks, holds);
  }

  @Bean
  FileLeaseRequest fileLeaseRequest(LeaseRequests requests, ExchangeRates rates, Clock clock) {
    return new FileLeaseRequest(requests, rates, clock);
  }

  @Bean
  DepositFunds depositFunds(Ledger ledger, ExchangeRates rates) {
    return new DepositFunds(ledger, rates);
  }

  @Bean
  OfferIndex offerIndex(Offers offers, Options options) {
    return new OfferIndex(offers, options, count -> LOG.info("{} offers are in memory", count));
  }

  @Bean
  SearchOffers searchOffers(OfferIndex index, Clock clock) {
    return new SearchOffers(index, clock);
  }

  @Bean
  SurveySupply surveySupply(OfferIndex index) {
    return new SurveySupply(index);
  }

  @Bean
  SurveyOccupancy surveyOccupancy(OfferIndex index) {
    return new SurveyOccupancy(index);
  }

  @Bean
  QuoteLeaseRequest quoteLeaseRequest(
      LeaseRequests requests,
      OfferIndex index,
      Options options,
      Rulebooks rulebooks,
      Quotes quotes,
      Clock clock,
      ExchangeSettings settings) {
    return new QuoteLeaseRequest(
        requests, index, options, rulebooks, quotes, clock, settings.quoteValidity());
  }

  @Bean
  HoldCapacity holdCapacity(Holds holds, Capacities capacities, Reservations reservations) {
    return new HoldCapacity(holds, capacities, reservations);
  }

  @Bean
  ReserveQuote reserveQuote(
      Quotes quotes, HoldCapacity holdCapacity, Clock clock, ExchangeSettings settings) {
    HoldLimits limits = HoldLimits.asked(settings.holdLife(), settings.mostHolds());
    return new ReserveQuote(quotes, holdCapacity, clock, limits);
  }

  @Bean
  ReleaseReservation releaseReservation(Reservations reservations, Holds holds) {
    return new ReleaseReservation(reservations, holds);
  }

  @Bean
  ExtendReservation extendReservation(Reservations reservations, ExchangeSettings settings) {
    return new ExtendReservation(reservations, settings.holdLife());
  }

  @Bean
  ExpireReservations expireReservations(Reservations reservations, Holds holds) {
    return new ExpireReservations(reservations, holds);
  }

  @Bean
  ConfirmReservation confirmReservation(Contracts contracts, ConvertMoney convertMoney) {
    return new ConfirmReservation(contracts, convertMoney);
  }

  @Bean
  ClaimDeposit claimDeposit(Claims claims, Clock clock) {
    return new ClaimDeposit(claims, clock);
  }

  @Bean
  StateRates stateRates(RateTables tables, Clock clock) {
    return new StateRates(tables, clock);
  }

  @Bean
  ConvertMoney convertMoney(
      RateTables tables,
      Conversions conversions,
      Ledger ledger,
      Clock clock,
      ExchangeSettings settings) {
    return new ConvertMoney(tables, conversions, ledger, clock, settings.quoteValidity());
  }

  @Bean
  StateRulebook stateRulebook(Rulebooks rulebooks, Clock clock) {
    return new StateRulebook(rulebooks, clock);
  }

  @Bean
  AddOwnFunds addOwnFunds(Ledger ledger, ExchangeRates rates) {
    return new AddOwnFunds(ledger, rates);
  }

  @Bean
  VerifyJournal verifyJournal(Journal journal) {
    return new VerifyJournal(journal);
  }

  @Bean
  StateReserves stateReserves(Reserves reserves, ExchangeSettings settings) {
    return new StateReserves(reserves, settings.stateReservesEvery());
  }

  @Bean
  ImportStatement importStatement(BankStatements statements) {
    return new ImportStatement(statements);
  }

  @Bean
  AssignEntry assignEntry(BankStatements statements) {
    return new AssignEntry(statements);
  }

  @Bean
  RequestPayout requestPayout(Payouts payouts) {
    return new RequestPayout(payouts);
  }

  @Bean
  ReleasePayouts releasePayouts(
      Payouts payouts, ExchangeSettings settings, Environment environment) {
    boolean production = environment.acceptsProfiles(Profiles.of("prod"));
    return new ReleasePayouts(payouts, settings.ownAccount(production));
  }

  @Bean
  ReconcileDays reconcileDays(
      Reconciliations reconciliations,
      CardProvider provider,
      Clock clock,
      ExchangeSettings settings) {
    return new ReconcileDays(reconciliations, provider, clock, settings.reconcileAfter());
  }

  @Bean
  FundByCard fundByCard(CardPayments payments, CardProvider provider, ExchangeRates rates) {
    return new FundByCard(payments, provider, rates);
  }

  @Bean
  HearProvider hearProvider(CardPayments payments, CardProvider provider) {
    return new HearProvider(payments, provider);
  }

  @Bean
  SettleCardPayments settleCardPayments(
      CardPayments payments, CardProvider provider, Clock clock, ExchangeSettings settings) {
    return new SettleCardPayments(payments, provider, clock, settings.cards().patience());
  }

  @Bean
  ProveReserves proveReserves(Reserves reserves) {
    return new ProveReserves(reserves);
  }

  @Bean
  BillContracts billContracts(Billings billings, Clock clock) {
    return new BillContracts(billings, clock, LEASES_AT_A_TIME);
  }

  @Bean
  CancelContract cancelContract(Billings billings, Clock clock) {
    return new CancelContract(billings, clock);
  }

  @Bean
  CreditInvoice creditInvoice(Documents documents, Clock clock) {
    return new CreditInvoice(documents, clock);
  }

  @Bean
  StartMatchingRound startMatchingRound(MatchingRounds rounds) {
    return new StartMatchingRound(rounds);
  }

  @Bean
  StateMatchingSchedule stateMatchingSchedule(MatchingSchedules schedules) {
    return new StateMatchingSchedule(schedules);
  }

  @Bean
  StartDueRound startDueRound(MatchingSchedules schedules, Clock clock) {
    return new StartDueRound(schedules, clock);
  }

  @Bean
  WebhookAddresses webhookAddresses(ExchangeSettings settings) {
    return new WebhookAddresses(settings.webhooks().thisMachine());
  }

  @Bean
  RegisterWebhook registerWebhook(
      Webhooks webhooks, WebhookAddresses addresses, ExchangeSettings settings) {
    return new RegisterWebhook(webhooks, addresses, settings.webhooks().most());
  }

  /**
   * Solvers block, so they get threads that nobody else waits for, and that wait for all others.
   */
  @Bean(destroyMethod = "dispose")
  Scheduler matchingScheduler() {
    return Schedulers.newBoundedElastic(2, 100, new GivingWay("matching"), 60);
  }

  @Bean
  RunMatchingRound runMatchingRound(
      MatchingRounds rounds,
      LeaseRequests requests,
      Offers offers,
      HoldCapacity holdCapacity,
      Options options,
      Rulebooks rulebooks,
      ExchangeRates rates,
      Clock clock,
      Scheduler matchingScheduler,
      ExchangeSettings settings) {
    return new RunMatchingRound(
        rounds,
        requests,
        offers,
        holdCapacity,
        options,
        rulebooks,
        new OptaPlannerMatcher(),
        new GreedyMatcher(),
        rates,
        clock,
        matchingScheduler,
        settings.proposalLife());
  }
}
