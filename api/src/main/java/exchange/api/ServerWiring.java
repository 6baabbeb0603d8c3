package exchange.api;

import exchange.api.delivery.DeliverySender;
import exchange.api.delivery.WebhookClient;
import exchange.api.demo.DemoMarket;
import exchange.api.demo.LeaseDemoSpace;
import exchange.api.demo.LoadDemoMarket;
import exchange.api.jobs.BankAlarm;
import exchange.api.jobs.Forgetting;
import exchange.api.jobs.Job;
import exchange.api.jobs.RecountAlarm;
import exchange.api.jobs.RoundLog;
import exchange.api.mail.MailFolder;
import exchange.api.mail.MailServer;
import exchange.api.rest.ClientSecrets;
import exchange.api.rest.StoreHealth;
import exchange.api.sandbox.SandboxCards;
import exchange.api.security.CallbackSecret;
import exchange.api.web.DemoLogins;
import exchange.api.web.SiteAddress;
import exchange.core.acceptance.EndUnaccepted;
import exchange.core.bank.BankMirror;
import exchange.core.bank.BankStatements;
import exchange.core.billing.BillContracts;
import exchange.core.billing.DecideReleaseFees;
import exchange.core.capacity.ExpireReservations;
import exchange.core.card.CardProvider;
import exchange.core.card.NoCards;
import exchange.core.card.SettleCardPayments;
import exchange.core.credit.GradeMembers;
import exchange.core.dispute.CloseDisputes;
import exchange.core.event.Deliveries;
import exchange.core.event.RetryDelays;
import exchange.core.event.WebhookAddresses;
import exchange.core.event.WebhookSecrets;
import exchange.core.ledger.Journal;
import exchange.core.listing.Listings;
import exchange.core.matching.MatchingRounds;
import exchange.core.matching.RunMatchingRound;
import exchange.core.matching.StartDueRound;
import exchange.core.member.Attempts;
import exchange.core.member.Credential;
import exchange.core.member.Organization;
import exchange.core.member.Organizations;
import exchange.core.member.Role;
import exchange.core.notice.Letters;
import exchange.core.notice.Mails;
import exchange.core.novation.Novations;
import exchange.core.quote.OfferIndex;
import exchange.core.quote.Options;
import exchange.core.reconciliation.Overdue;
import exchange.core.reconciliation.ReconcileDays;
import exchange.core.reconciliation.Reconciliation;
import exchange.core.reconciliation.Reconciliations;
import exchange.core.recount.Recount;
import exchange.core.recount.Recounts;
import exchange.core.request.LeaseRequests;
import exchange.core.reserve.StateReserves;
import exchange.core.sublet.Sublets;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Page;
import exchange.core.values.Places;
import exchange.core.warehouse.Warehouses;
import io.lettuce.core.api.StatefulRedisConnection;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.spi.ConnectionFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.json.JsonMapper;

/** Sets the server's own work going: jobs, health, and the demo of an empty embedded store. */
@Configuration(proxyBeanMethods = false)
class ServerWiring {
  private static final Logger LOG = LoggerFactory.getLogger(ExchangeServer.class);
  private static final int MOST_SEALED = 1000;
  private static final int MOST_LAPSED = 500;

  /** More than there will ever be. */
  private static final int CURRENCIES = 200;

  /** Who takes his time over a request is cut, lest connections be kept for nothing. */
  @Bean
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> slowClients(ExchangeSettings settings) {
    Duration patience = settings.slowClient();
    return factory ->
        factory.addServerCustomizers(
            server -> server.requestTimeout(patience).idleTimeout(patience.multipliedBy(2)));
  }

  @Bean
  Job expiry(ExpireReservations expire) {
    return new Job("Ending holds", expire.expire(), Duration.ofMillis(250));
  }

  @Bean
  Job grading(GradeMembers grade) {
    return new Job("Grading members", grade.grade(), Duration.ofSeconds(2));
  }

  @Bean
  Job endingUnaccepted(EndUnaccepted unaccepted) {
    return new Job("Ending leases that nobody accepted", unaccepted.end(), Duration.ofMillis(500));
  }

  @Bean
  Job closingDisputes(CloseDisputes close) {
    return new Job("Closing disputes", close.close(), Duration.ofSeconds(5));
  }

  @Bean
  Job billing(BillContracts bill) {
    return new Job("Billing", bill.bill(), Duration.ofSeconds(5));
  }

  @Bean
  Job lapsingConsents(Sublets sublets) {
    return new Job("Lapsing consents", sublets.lapse(MOST_LAPSED), Duration.ofSeconds(5));
  }

  @Bean
  Job lapsingOffers(Novations novations, Clock clock) {
    return new Job(
        "Ending offers",
        Mono.defer(() -> novations.lapseDue(clock.instant())),
        Duration.ofSeconds(5));
  }

  @Bean
  Job releaseFees(DecideReleaseFees decide) {
    return new Job("Deciding fees", decide.decide(), Duration.ofSeconds(5));
  }

  @Bean
  CardProvider cardProvider(
      ConnectionFactory connections,
      CallbackSecret secret,
      ExchangeSettings settings,
      Environment environment) {
    boolean production = environment.acceptsProfiles(Profiles.of("prod"));
    return settings.cards().sandbox(production)
        ? new SandboxCards(connections, secret.bytes())
        : new NoCards();
  }

  @Bean
  Job settlingCards(SettleCardPayments settle) {
    return new Job("Settling card payments", settle.settle().then(), Duration.ofMillis(250));
  }

  /** A sandbox calls back as a provider would, here by the server's own address. */
  @Bean
  Job sendingCallbacks(
      CardProvider provider,
      WebServerApplicationContext server,
      ReactorResourceFactory httpThreads,
      ExchangeSettings settings) {
    HttpClient http =
        HttpClient.create(ConnectionProvider.newConnection())
            .runOn(httpThreads.getLoopResources())
            .responseTimeout(settings.cards().patience().answer());
    Mono<Long> send =
        Mono.justOrEmpty(provider)
            .ofType(SandboxCards.class)
            .flatMap(
                sandbox ->
                    // It opens after the jobs have begun.
                    Mono.justOrEmpty(server.getWebServer())
                        .map(web -> "http://127.0.0.1:" + web.getPort() + "/v1/card-callbacks")
                        .flatMap(url -> sandbox.sendCallbacks(http, url)));
    return new Job("Sending card callbacks", send, Duration.ofMillis(250));
  }

  @Bean
  Job sealing(Journal journal) {
    Mono<Integer> some = journal.seal(MOST_SEALED);
    return new Job(
        "Sealing the journal",
        some.expand(count -> count < MOST_SEALED ? Mono.empty() : some).then(),
        Duration.ofSeconds(1));
  }

  @Bean
  Job statingReserves(StateReserves stateReserves, ExchangeSettings settings) {
    Duration often = settings.stateReservesEvery().dividedBy(24);
    return new Job("Stating reserves", stateReserves.state(), often);
  }

  @Bean
  Job followingTheMarket(OfferIndex index) {
    return new Job("Following the market", index.catchUp(), Duration.ofSeconds(1));
  }

  @Bean
  Job recounting(Recounts recounts, ExchangeSettings settings, MeterRegistry meters) {
    RecountAlarm alarm = new RecountAlarm(recounts, settings.recountEvery(), meters);
    return new Job("Recounting the books", alarm.recount(), settings.recountEvery());
  }

  @Bean
  Job watchingTheBank(
      BankStatements statements,
      Reconciliations reconciliations,
      ExchangeSettings settings,
      Clock clock,
      MeterRegistry meters) {
    BankAlarm alarm =
        new BankAlarm(statements, reconciliations, settings.bankPatience(), clock, meters);
    return new Job("Comparing the bank with the ledger", alarm.compare(), settings.recountEvery());
  }

  @Bean
  Job reconciling(ReconcileDays reconcile) {
    return new Job(
        "Reconciling the days",
        reconcile.reconcile().doOnNext(BankAlarm::tell).then(),
        Duration.ofMinutes(1));
  }

  /** A server where {@code spring.mail.host} names one, else a folder. */
  @Bean
  Mails mails(ObjectProvider<JavaMailSender> server, ExchangeSettings settings) {
    String from = settings.mail().from();
    JavaMailSender named = server.getIfAvailable();
    return named == null
        ? new MailFolder(settings.mail().folder(), from)
        : new MailServer(named, from);
  }

  @Bean
  SiteAddress siteAddress(ExchangeSettings settings) {
    return new SiteAddress(settings.mail().site());
  }

  @Bean
  DeliverySender deliverySender(
      Deliveries deliveries,
      WebhookSecrets secrets,
      WebhookAddresses addresses,
      Letters letters,
      Mails mails,
      ExchangeSettings settings,
      ReactorResourceFactory httpThreads,
      Clock clock,
      JsonMapper json) {
    Duration patience = settings.webhooks().patience();
    return new DeliverySender(
        deliveries,
        secrets,
        new WebhookClient(addresses, patience, httpThreads.getLoopResources()),
        letters,
        mails,
        new RetryDelays(settings.webhooks().retryAfter()),
        patience,
        clock,
        json);
  }

  @Bean
  Job sending(DeliverySender sender) {
    return new Job("Sending deliveries", sender.send(), Duration.ofMillis(100));
  }

  @Bean
  Job forgetting(Attempts attempts, Deliveries deliveries, ExchangeSettings settings) {
    Forgetting forgetting =
        new Forgetting(
            attempts, settings.rememberAttempts(), deliveries, settings.rememberDeliveries());
    return new Job("Forgetting", forgetting.forget(), Duration.ofMinutes(1));
  }

  @Bean
  Job startingRounds(StartDueRound startDueRound) {
    return new Job("Starting rounds", startDueRound.start(), Duration.ofSeconds(5));
  }

  @Bean
  Job matching(RunMatchingRound run) {
    return new Job(
        "Matching",
        run.run(new RoundLog(LOG::info)::progress)
            .doOnNext(round -> LOG.info("{}", RoundLog.table(round)))
            .then(),
        Duration.ofSeconds(1));
  }

  @Bean
  StoreHealth storeHealth(
      ConnectionFactory connections,
      StatefulRedisConnection<byte[], byte[]> redis,
      Recounts recounts,
      BankStatements statements,
      Reconciliations reconciliations,
      ExchangeSettings settings,
      Clock clock) {
    Mono<Boolean> counted =
        recounts
            .page(new Page.Query(1, Optional.empty()))
            .map(page -> page.items().stream().allMatch(Recount::isInOrder));
    Mono<Boolean> mirrored =
        statements.mirror().map(all -> all.stream().noneMatch(BankMirror::isBroken));
    Mono<Boolean> reconciled =
        reconciliations
            .page(new Page.Query(CURRENCIES, Optional.empty()))
            .map(page -> lastDay(page.items()).noneMatch(Reconciliation::isBroken));
    Mono<Boolean> inTime =
        Mono.defer(() -> reconciliations.overdue(clock.instant().minus(settings.bankPatience())))
            .map(Overdue::isNothing);
    return new StoreHealth(
        DatabaseClient.create(connections).sql("select true").map(row -> true).one(),
        redis.reactive().ping().map("PONG"::equals),
        Flux.concat(counted, mirrored, reconciled, inTime).all(fine -> fine));
  }

  /** Of all currencies, newest first. */
  private static Stream<Reconciliation> lastDay(List<Reconciliation> newest) {
    return newest.stream().filter(each -> each.day().equals(newest.get(0).day()));
  }

  /** Offered by the login page, where the demo market is shown. */
  @Bean
  DemoLogins demoLogins(Stores stores, ExchangeSettings settings) {
    return stores.areEmbedded() && settings.demo()
        ? new DemoLogins(
            DemoMarket.signIns().stream()
                .map(
                    member ->
                        new DemoLogins.Member(
                            member.clientId(),
                            member.organization().name(),
                            member.organization().roles().iterator().next().name()))
                .toList(),
            DemoMarket.SECRET)
        : DemoLogins.NONE;
  }

  @Bean
  FirstRun firstRun(
      Stores stores,
      ExchangeSettings settings,
      Organizations organizations,
      Warehouses warehouses,
      Listings listings,
      LeaseRequests requests,
      BankStatements statements,
      LeaseDemoSpace leaseDemoSpace,
      ClientSecrets secrets,
      MatchingRounds rounds,
      Places places,
      ExchangeRates rates,
      Options options,
      Clock clock,
      WebServerApplicationContext server) {
    LoadDemoMarket load =
        new LoadDemoMarket(
            organizations,
            warehouses,
            listings,
            requests,
            statements,
            leaseDemoSpace,
            secrets::hash);
    return new FirstRun(
        firstOperator(settings.operatorSecret(), organizations, secrets),
        stores.areEmbedded() && settings.demo(),
        load,
        () -> DemoMarket.draw(DemoMarket.SEED, LocalDate.now(clock), places, rates, options),
        rounds,
        settings.roundSeconds(),
        server);
  }

  /** Only an operator admits members, so the first one comes from the settings. */
  private static Mono<?> firstOperator(
      String secret, Organizations organizations, ClientSecrets secrets) {
    if (secret.isBlank()) {
      return Mono.empty();
    }
    UUID id = UUID.nameUUIDFromBytes("operator".getBytes(StandardCharsets.UTF_8));
    Organization operator =
        new Organization(id, "Operator of the exchange", "ZZ", Set.of(Role.OPERATOR));
    return secrets
        .hash(secret)
        .flatMap(hash -> organizations.admit(operator, new Credential("operator", id, hash)));
  }
}
