package exchange.api.rest;

import exchange.api.HttpWiring;
import exchange.core.acceptance.DecideLease;
import exchange.core.annex.ExtendContract;
import exchange.core.bank.AssignEntry;
import exchange.core.bank.BankAccount;
import exchange.core.bank.ImportStatement;
import exchange.core.bank.ReleasePayouts;
import exchange.core.bank.RequestPayout;
import exchange.core.billing.AmendContract;
import exchange.core.billing.CancelContract;
import exchange.core.billing.ClaimDeposit;
import exchange.core.billing.CreditInvoice;
import exchange.core.blacklist.AppealBlacklisting;
import exchange.core.blacklist.BlacklistMember;
import exchange.core.capacity.BlockDays;
import exchange.core.capacity.ExtendReservation;
import exchange.core.capacity.HoldCapacity;
import exchange.core.capacity.HoldLimits;
import exchange.core.capacity.ReleaseReservation;
import exchange.core.capacity.ReviseListing;
import exchange.core.card.FundByCard;
import exchange.core.card.HearProvider;
import exchange.core.credit.AnswerObjection;
import exchange.core.credit.ObjectToFact;
import exchange.core.credit.ReadCredit;
import exchange.core.credit.StateScorecard;
import exchange.core.currency.ConvertMoney;
import exchange.core.currency.StateRates;
import exchange.core.dispute.AddEvidence;
import exchange.core.dispute.DisputeRules;
import exchange.core.dispute.MoveDispute;
import exchange.core.dispute.OpenDispute;
import exchange.core.event.RegisterWebhook;
import exchange.core.event.WebhookAddresses;
import exchange.core.lease.ConfirmReservation;
import exchange.core.lease.StateRulebook;
import exchange.core.ledger.AddOwnFunds;
import exchange.core.ledger.DepositFunds;
import exchange.core.ledger.VerifyJournal;
import exchange.core.listing.Pricing;
import exchange.core.listing.PublishListing;
import exchange.core.matching.RunMatchingRound;
import exchange.core.matching.StartMatchingRound;
import exchange.core.matching.StateMatchingSchedule;
import exchange.core.member.AdmitOrganization;
import exchange.core.novation.HandLeaseOver;
import exchange.core.quote.LocationCost;
import exchange.core.quote.OfferIndex;
import exchange.core.quote.Options;
import exchange.core.quote.QuoteLeaseRequest;
import exchange.core.quote.ReserveQuote;
import exchange.core.request.FileLeaseRequest;
import exchange.core.reserve.ProveReserves;
import exchange.core.review.ReviewLease;
import exchange.core.sublet.DecideSublet;
import exchange.core.sublet.OfferSublet;
import exchange.core.testing.InMemoryExchange;
import exchange.core.values.ExchangeRates;
import exchange.core.values.GeoPoint;
import exchange.core.values.Place;
import exchange.core.values.Places;
import exchange.core.warehouse.RegisterWarehouse;
import exchange.matcher.GreedyMatcher;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What the server's own wiring provides, on books in memory. */
// No @Configuration, lest the real server find it on the tests' class path.
@EnableAutoConfiguration(
    exclude = {
      R2dbcAutoConfiguration.class,
      FlywayAutoConfiguration.class,
      DataSourceAutoConfiguration.class
    })
@Import(HttpWiring.class)
@ComponentScan({"exchange.api.rest", "exchange.api.security", "exchange.api.wire.config"})
class InMemoryWiring {
  private static final Duration QUARTER = Duration.ofMinutes(15);

  @Bean
  Places places() {
    return new Places(
        List.of(
            place("DEHAM", "Hamburg", 53.54, 9.98, "Europe/Berlin"),
            place("NLRTM", "Rotterdam", 51.95, 4.14, "Europe/Amsterdam")));
  }

  private static Place place(String code, String name, double north, double east, String zone) {
    return new Place(code, name, code.substring(0, 2), new GeoPoint(north, east), ZoneId.of(zone));
  }

  private static ExchangeRates rates() {
    return new ExchangeRates(
        CurrencyUnit.USD,
        "test table",
        Instant.parse("2026-11-01T00:00:00Z"),
        Map.of(
            CurrencyUnit.EUR,
            new BigDecimal("0.92"),
            CurrencyUnit.JPY,
            new BigDecimal("151.5"),
            CurrencyUnit.of("KWD"),
            new BigDecimal("0.307")));
  }

  @Bean
  StoreHealth health() {
    return new StoreHealth(
        Mono.just(true), Mono.error(new IllegalStateException("gone")), Mono.just(true));
  }

  /** Every port and use case, each a bean of its own type. */
  static List<Object> parts(Clock clock) {
    InMemoryExchange all = new InMemoryExchange(clock);
    ExchangeRates rates = rates();
    DisputeRules disputeRules = new DisputeRules(7, 14, 60, "Singapore", "Singapore");
    HoldCapacity hold = new HoldCapacity(all.holds(), all.capacities(), all.reservations());
    Pricing pricing = new Pricing(new BigDecimal("5"));
    Options options = new Options(pricing, new LocationCost(rates.market()), rates);
    ConvertMoney convert =
        new ConvertMoney(all.rateTables(), all.conversions(), all.ledger(), clock, QUARTER);
    return List.of(
        all,
        clock,
        rates,
        all.organizations(),
        all.warehouses(),
        all.listings(),
        all.leaseRequests(),
        all.quotes(),
        all.capacities(),
        all.blocks(),
        new BlockDays(all.blocks(), all.holds()),
        all.reservations(),
        all.contracts(),
        all.sublets(),
        new OfferSublet(all.contracts(), all.sublets(), rates, Duration.ofDays(2)),
        new DecideSublet(all.sublets()),
        all.rulebooks(),
        all.rateTables(),
        all.conversions(),
        all.claims(),
        all.amendments(),
        all.novations(),
        new HandLeaseOver(
            all.billings(),
            all.leaseRequests(),
            all.listings(),
            all.creditFiles(),
            all.rulebooks(),
            all.novations(),
            rates,
            clock,
            QUARTER),
        all.annexes(),
        new ExtendContract(
            all.billings(),
            all.leaseRequests(),
            all.listings(),
            all.creditFiles(),
            all.rulebooks(),
            all.annexes(),
            pricing,
            rates,
            clock,
            QUARTER),
        new AmendContract(all.billings(), all.amendments(), clock, QUARTER),
        new ClaimDeposit(all.claims(), clock),
        all.disputes(),
        disputeRules,
        new OpenDispute(all.disputes(), disputeRules, clock),
        new MoveDispute(all.disputes(), clock),
        new AddEvidence(all.disputes(), clock),
        all.guarantees(),
        all.ledger(),
        all.journal(),
        new VerifyJournal(all.journal()),
        all.reserves(),
        new ProveReserves(all.reserves()),
        // Which is all.payouts() as well.
        all.bankStatements(),
        new ImportStatement(all.bankStatements()),
        new AssignEntry(all.bankStatements()),
        new RequestPayout(all.payouts()),
        new ReleasePayouts(
            all.payouts(),
            new BankAccount("Warehouse Exchange", "GB82WEST12345698765432", "WESTGB22XXX")),
        all.cardPayments(),
        all.cardProvider(),
        all.reconciliations(),
        new FundByCard(all.cardPayments(), all.cardProvider(), rates),
        new HearProvider(all.cardPayments(), all.cardProvider()),
        all.billings(),
        all.reviews(),
        new ReviewLease(all.reviews(), all.contracts(), clock),
        all.acceptances(),
        all.creditFiles(),
        new ReadCredit(all.creditFiles(), clock),
        new StateScorecard(all.creditFiles(), clock),
        all.creditObjections(),
        new ObjectToFact(all.creditObjections(), clock),
        new AnswerObjection(all.creditObjections(), clock),
        all.blacklistings(),
        new BlacklistMember(all.blacklistings(), clock),
        new AppealBlacklisting(all.blacklistings()),
        new DecideLease(all.acceptances(), all.contracts(), all.holds(), clock),
        all.documents(),
        all.matchingRounds(),
        all.matchingSchedules(),
        new StateMatchingSchedule(all.matchingSchedules()),
        all.recounts(),
        all.events(),
        all.webhooks(),
        all.deliveries(),
        all.notices(),
        all.attempts(),
        new AdmitOrganization(all.organizations()),
        new RegisterWarehouse(all.warehouses()),
        new PublishListing(all.listings(), all.warehouses(), rates),
        new ReviseListing(all.listings(), all.holds(), rates),
        new FileLeaseRequest(all.leaseRequests(), rates, clock),
        new QuoteLeaseRequest(
            all.leaseRequests(),
            new OfferIndex(all.offers(), options, count -> {}),
            options,
            all.rulebooks(),
            all.creditFiles(),
            all.quotes(),
            clock,
            QUARTER),
        new ReserveQuote(all.quotes(), hold, clock, HoldLimits.asked(QUARTER, 1000)),
        new ReleaseReservation(all.reservations(), all.holds()),
        new ExtendReservation(all.reservations(), QUARTER),
        convert,
        new ConfirmReservation(all.contracts(), convert),
        new StateRates(all.rateTables(), clock),
        new StateRulebook(all.rulebooks(), clock),
        new AddOwnFunds(all.ledger(), rates),
        new CancelContract(all.billings(), clock),
        new CreditInvoice(all.documents(), clock),
        new StartMatchingRound(all.matchingRounds()),
        new RunMatchingRound(
            all.matchingRounds(),
            all.leaseRequests(),
            all.offers(),
            all.blacklistings(),
            hold,
            options,
            all.rulebooks(),
            all.creditFiles(),
            new GreedyMatcher(),
            new GreedyMatcher(),
            rates,
            clock,
            Schedulers.boundedElastic(),
            QUARTER),
        new RegisterWebhook(all.webhooks(), new WebhookAddresses(false), 1000),
        new DepositFunds(all.ledger(), rates));
  }
}
