package exchange.api;

import exchange.api.demo.LeaseDemoSpace;
import exchange.api.demo.MarketReferenceData;
import exchange.api.jobs.GivingWay;
import exchange.core.acceptance.Acceptances;
import exchange.core.acceptance.DecideLease;
import exchange.core.acceptance.EndUnaccepted;
import exchange.core.annex.Annexes;
import exchange.core.annex.ExtendContract;
import exchange.core.bank.AssignEntry;
import exchange.core.bank.ImportStatement;
import exchange.core.bank.Payouts;
import exchange.core.bank.ReleasePayouts;
import exchange.core.bank.RequestPayout;
import exchange.core.billing.AmendContract;
import exchange.core.billing.Amendments;
import exchange.core.billing.BillContracts;
import exchange.core.billing.Billings;
import exchange.core.billing.CancelContract;
import exchange.core.billing.ClaimDeposit;
import exchange.core.billing.CreditInvoice;
import exchange.core.billing.DecideReleaseFees;
import exchange.core.blacklist.AppealBlacklisting;
import exchange.core.blacklist.BlacklistMember;
import exchange.core.blacklist.Blacklistings;
import exchange.core.capacity.BlockDays;
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
import exchange.core.credit.AnswerObjection;
import exchange.core.credit.CreditFiles;
import exchange.core.credit.GradeMembers;
import exchange.core.credit.ObjectToFact;
import exchange.core.credit.ReadCredit;
import exchange.core.credit.StateScorecard;
import exchange.core.currency.Conversions;
import exchange.core.currency.ConvertMoney;
import exchange.core.currency.RateTables;
import exchange.core.currency.StateRates;
import exchange.core.dispute.AddEvidence;
import exchange.core.dispute.CloseDisputes;
import exchange.core.dispute.DisputeRules;
import exchange.core.dispute.MoveDispute;
import exchange.core.dispute.OpenDispute;
import exchange.core.event.RegisterWebhook;
import exchange.core.event.WebhookAddresses;
import exchange.core.event.Webhooks;
import exchange.core.lease.ConfirmReservation;
import exchange.core.lease.Contracts;
import exchange.core.lease.Rulebooks;
import exchange.core.lease.StateRulebook;
import exchange.core.ledger.AddOwnFunds;
import exchange.core.ledger.DepositFunds;
import exchange.core.ledger.Ledger;
import exchange.core.ledger.VerifyJournal;
import exchange.core.listing.Listings;
import exchange.core.listing.Pricing;
import exchange.core.listing.PublishListing;
import exchange.core.matching.MatchingRounds;
import exchange.core.matching.RunMatchingRound;
import exchange.core.matching.StartDueRound;
import exchange.core.matching.StartMatchingRound;
import exchange.core.matching.StateMatchingSchedule;
import exchange.core.member.AdmitOrganization;
import exchange.core.novation.HandLeaseOver;
import exchange.core.novation.Novations;
import exchange.core.quote.LocationCost;
import exchange.core.quote.OfferIndex;
import exchange.core.quote.Offers;
import exchange.core.quote.Options;
import exchange.core.quote.QuoteLeaseRequest;
import exchange.core.quote.Quotes;
import exchange.core.quote.ReserveQuote;
import exchange.core.quote.SearchOffers;
import exchange.core.quote.SurveyOccupancy;
import exchange.core.quote.SurveySupply;
import exchange.core.reconciliation.ReconcileDays;
import exchange.core.reconciliation.Reconciliations;
import exchange.core.request.FileLeaseRequest;
import exchange.core.request.LeaseRequests;
import exchange.core.reserve.ProveReserves;
import exchange.core.reserve.Reserves;
import exchange.core.reserve.StateReserves;
import exchange.core.review.ReviewLease;
import exchange.core.sublet.DecideSublet;
import exchange.core.sublet.OfferSublet;
import exchange.core.sublet.Sublets;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Places;
import exchange.core.warehouse.RegisterWarehouse;
import exchange.matcher.GreedyMatcher;
import exchange.matcher.OptaPlannerMatcher;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Puts the use cases together. Those that need nothing but beans are only named. */
@Configuration(proxyBeanMethods = false)
@Import({
  AddEvidence.class,
  AddOwnFunds.class,
  AdmitOrganization.class,
  AnswerObjection.class,
  AppealBlacklisting.class,
  AssignEntry.class,
  BlacklistMember.class,
  BlockDays.class,
  CancelContract.class,
  ClaimDeposit.class,
  CloseDisputes.class,
  ConfirmReservation.class,
  CreditInvoice.class,
  DecideLease.class,
  DecideSublet.class,
  DepositFunds.class,
  ExpireReservations.class,
  FileLeaseRequest.class,
  FundByCard.class,
  HearProvider.class,
  HoldCapacity.class,
  ImportStatement.class,
  LeaseDemoSpace.class,
  MoveDispute.class,
  ObjectToFact.class,
  OpenDispute.class,
  ProveReserves.class,
  PublishListing.class,
  ReadCredit.class,
  RegisterWarehouse.class,
  ReleaseReservation.class,
  RequestPayout.class,
  ReviewLease.class,
  ReviseListing.class,
  SearchOffers.class,
  StartDueRound.class,
  StartMatchingRound.class,
  StateMatchingSchedule.class,
  StateRates.class,
  StateRulebook.class,
  StateScorecard.class,
  SurveyOccupancy.class,
  SurveySupply.class,
  VerifyJournal.class
})
class UseCaseWiring {
  private static final Logger LOG = LoggerFactory.getLogger(UseCaseWiring.class);
  private static final int LEASES_AT_A_TIME = 500;

  /** An owner who says nothing for so long does not want a newcomer. */
  private static final Duration OWNERS_PATIENCE = Duration.ofDays(2);

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
  Pricing pricing(ExchangeSettings settings) {
    return new Pricing(settings.commissionPercent());
  }

  @Bean
  Options options(Pricing pricing, ExchangeRates rates) {
    return new Options(pricing, new LocationCost(rates.market()), rates);
  }

  @Bean
  OfferIndex offerIndex(Offers offers, Options options) {
    return new OfferIndex(offers, options, count -> LOG.info("{} offers are in memory", count));
  }

  @Bean
  QuoteLeaseRequest quoteLeaseRequest(
      LeaseRequests requests,
      OfferIndex index,
      Options options,
      Rulebooks rulebooks,
      CreditFiles creditFiles,
      Quotes quotes,
      Clock clock,
      ExchangeSettings settings) {
    return new QuoteLeaseRequest(
        requests, index, options, rulebooks, creditFiles, quotes, clock, settings.quoteValidity());
  }

  @Bean
  ReserveQuote reserveQuote(
      Quotes quotes, HoldCapacity holdCapacity, Clock clock, ExchangeSettings settings) {
    HoldLimits limits = HoldLimits.asked(settings.holdLife(), settings.mostHolds());
    return new ReserveQuote(quotes, holdCapacity, clock, limits);
  }

  @Bean
  ExtendReservation extendReservation(Reservations reservations, ExchangeSettings settings) {
    return new ExtendReservation(reservations, settings.holdLife());
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
  StateReserves stateReserves(Reserves reserves, ExchangeSettings settings) {
    return new StateReserves(reserves, settings.stateReservesEvery());
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
  SettleCardPayments settleCardPayments(
      CardPayments payments, CardProvider provider, Clock clock, ExchangeSettings settings) {
    return new SettleCardPayments(payments, provider, clock, settings.cards().patience());
  }

  @Bean
  GradeMembers gradeMembers(CreditFiles creditFiles, Clock clock) {
    return new GradeMembers(creditFiles, clock, LEASES_AT_A_TIME);
  }

  @Bean
  EndUnaccepted endUnaccepted(Acceptances acceptances, Holds holds, Clock clock) {
    return new EndUnaccepted(acceptances, holds, clock, LEASES_AT_A_TIME);
  }

  @Bean
  DisputeRules disputeRules(ExchangeSettings settings) {
    return settings.disputes();
  }

  @Bean
  BillContracts billContracts(Billings billings, Clock clock) {
    return new BillContracts(billings, clock, LEASES_AT_A_TIME);
  }

  @Bean
  OfferSublet offerSublet(
      Contracts contracts, Sublets sublets, ExchangeRates rates, ExchangeSettings settings) {
    return new OfferSublet(contracts, sublets, rates, settings.consentWithin());
  }

  @Bean
  AmendContract amendContract(
      Billings billings, Amendments amendments, Clock clock, ExchangeSettings settings) {
    return new AmendContract(billings, amendments, clock, settings.quoteValidity());
  }

  @Bean
  ExtendContract extendContract(
      Billings billings,
      LeaseRequests requests,
      Listings listings,
      CreditFiles credit,
      Rulebooks rulebooks,
      Annexes annexes,
      Pricing pricing,
      ExchangeRates rates,
      Clock clock,
      ExchangeSettings settings) {
    return new ExtendContract(
        billings,
        requests,
        listings,
        credit,
        rulebooks,
        annexes,
        pricing,
        rates,
        clock,
        settings.quoteValidity());
  }

  @Bean
  HandLeaseOver handLeaseOver(
      Billings billings,
      LeaseRequests requests,
      Listings listings,
      CreditFiles credit,
      Rulebooks rulebooks,
      Novations novations,
      ExchangeRates rates,
      Clock clock) {
    return new HandLeaseOver(
        billings, requests, listings, credit, rulebooks, novations, rates, clock, OWNERS_PATIENCE);
  }

  @Bean
  DecideReleaseFees decideReleaseFees(Amendments amendments, Clock clock) {
    return new DecideReleaseFees(amendments, clock, LEASES_AT_A_TIME);
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
      Blacklistings blacklistings,
      HoldCapacity holdCapacity,
      Options options,
      Rulebooks rulebooks,
      CreditFiles creditFiles,
      ExchangeRates rates,
      Clock clock,
      Scheduler matchingScheduler,
      ExchangeSettings settings) {
    return new RunMatchingRound(
        rounds,
        requests,
        offers,
        blacklistings,
        holdCapacity,
        options,
        rulebooks,
        creditFiles,
        new OptaPlannerMatcher(),
        new GreedyMatcher(),
        rates,
        clock,
        matchingScheduler,
        settings.proposalLife());
  }
}
