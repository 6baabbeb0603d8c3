package exchange.api;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.api.demo.DemoMarket;
import exchange.client.ApiException;
import exchange.client.model.Contract;
import exchange.client.model.Money;
import exchange.client.model.Reservation;
import exchange.client.model.ReservationState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's life on embedded stores: first start, Ctrl-C, kill -9, and what it refuses. */
class ServerLifeIT {
  private static final int PAGE = 200;

  private final Path data;

  ServerLifeIT(@TempDir Path folder) throws IOException {
    data = folder.toRealPath().resolve("data");
  }

  private static Partner partner(String address, String clientId) {
    return Partner.signIn(address, UUID.randomUUID(), clientId, DemoMarket.SECRET);
  }

  private static Partner operator(String address) {
    return partner(address, DemoMarket.OPERATOR_CLIENT);
  }

  private static Partner exporter(String address) {
    return partner(address, DemoMarket.EXPORTER_CLIENT + 1);
  }

  /** How much of everything there is. */
  private static List<Integer> counts(Partner operator) throws ApiException {
    return List.of(
        operator.organizations.listOrganizations(PAGE, null).getItems().size(),
        operator.warehouses.listWarehouses(PAGE, null).getItems().size(),
        operator.listings.listListings(PAGE, null, null, null, null).getItems().size(),
        operator.requests.listLeaseRequests(PAGE, null).getItems().size(),
        operator.rounds.listMatchingRounds(PAGE, null).getItems().size(),
        operator.contracts.listContracts(PAGE, null).getItems().size());
  }

  private static List<Reservation> held(Partner member) throws ApiException {
    return member.reservations.listReservations(PAGE, null).getItems().stream()
        .filter(each -> each.getState() == ReservationState.HELD)
        .toList();
  }

  private static Money firstPeriod(Contract contract) {
    return contract.getTerms().getBill().getPeriods().get(0).getTotal();
  }

  @Test
  void everythingOutlivesCtrlC() throws Exception {
    String address;
    List<Integer> counts;
    Reservation kept;
    Contract contract;
    List<Money> wallet;
    UUID exporterId;
    try (ServerProcess first = ServerProcess.start(data)) {
      address = first.address();
      assertThat(first.log())
          .contains("Demo market loaded")
          .containsPattern("requests +320")
          .containsPattern("matched +2\\d\\d")
          .containsPattern("not matched +\\d+")
          .containsPattern("OUTBID +\\d+")
          .containsPattern("total cost +USD")
          .containsPattern("greedy plan's cost +USD");
      Partner exporter = exporter(address);
      contract = exporter.reservations.confirmReservation("life", held(exporter).get(0).getId());
      kept = held(exporter).get(0);
      exporterId = contract.getTerms().getExporterId();
      wallet = exporter.organizations.getWallet(exporterId).getBalances();
      counts = counts(operator(address));
      assertThat(counts.get(1)).isGreaterThanOrEqualTo(40);
      // This one, and those whose space the demo's tenants offer on.
      assertThat(counts.get(5)).isEqualTo(3);

      first.interrupt();
      assertThat(ServerProcess.strays(data)).isEmpty();
    }
    try (ServerProcess again = ServerProcess.start(data)) {
      address = again.address();
      assertThat(again.log())
          .doesNotContain("Demo market loaded")
          .containsPattern("total cost +USD");
      Partner exporter = exporter(address);
      assertThat(counts(operator(address))).isEqualTo(counts);
      assertThat(exporter.contracts.getContract(contract.getId())).isEqualTo(contract);
      assertThat(exporter.contracts.getEscrow(contract.getId()).getBalance())
          .isEqualTo(firstPeriod(contract));
      assertThat(exporter.organizations.getWallet(exporterId).getBalances()).isEqualTo(wallet);
      assertThat(exporter.reservations.getReservation(kept.getId())).isEqualTo(kept);
      assertThat(exporter.reservations.confirmReservation("life", contract.getReservationId()))
          .isEqualTo(contract);
    }
  }

  @Test
  void whatWasAcknowledgedOutlivesKillNine() throws Exception {
    Map<UUID, Contract> acknowledged = new ConcurrentHashMap<>();
    try (ServerProcess first = ServerProcess.start(data)) {
      Partner exporter = exporter(first.address());
      List<Reservation> all = held(exporter);
      ExecutorService threads = Executors.newFixedThreadPool(4);
      for (Reservation each : all) {
        threads.execute(
            () -> {
              try {
                Contract made =
                    exporter.reservations.confirmReservation("kill-" + each.getId(), each.getId());
                acknowledged.put(each.getId(), made);
              } catch (ApiException cut) {
                // In doubt: the next start tells.
              }
            });
      }
      Awaitility.await().until(() -> acknowledged.size() >= 3);
      first.kill();
      threads.shutdown();
      assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
      Awaitility.await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> ServerProcess.strays(data).isEmpty());
    }
    try (ServerProcess again = ServerProcess.start(data)) {
      Partner exporter = exporter(again.address());
      List<Contract> contracts = exporter.contracts.listContracts(PAGE, null).getItems();
      assertThat(contracts).containsAll(acknowledged.values());
      assertThat(contracts).extracting(Contract::getReservationId).doesNotHaveDuplicates();
      for (Contract contract : contracts) {
        assertThat(exporter.contracts.getEscrow(contract.getId()).getBalance())
            .isEqualTo(firstPeriod(contract));
      }
      for (Reservation each : exporter.reservations.listReservations(PAGE, null).getItems()) {
        boolean leased =
            contracts.stream().anyMatch(c -> c.getReservationId().equals(each.getId()));
        assertThat(each.getState())
            .isEqualTo(leased ? ReservationState.CONFIRMED : ReservationState.HELD);
      }
    }
  }

  @Test
  void aSecondServerOnTheSameDataIsRefusedInOneSentence() throws Exception {
    try (ServerProcess first = ServerProcess.start(data, "--exchange.demo=false")) {
      first.address();
      // Not closed: that would wait for the stores to be gone, which are the first one's.
      ServerProcess second = ServerProcess.start(data, "--exchange.demo=false");
      assertThat(second.exitCode()).isNotZero();
      assertRefusedInOneSentence(second.log(), data.toString());
    }
  }

  @Test
  void productionWantsStoresOfItsOwn() throws Exception {
    try (ServerProcess server = ServerProcess.start(data, "--spring.profiles.active=prod")) {
      assertThat(server.exitCode()).isNotZero();
      assertRefusedInOneSentence(server.log(), "EXCHANGE_");
    }
  }

  @Test
  void oneStoreOfTwoIsAMistake() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(data, "--exchange.redis.url=redis://localhost:1")) {
      assertThat(server.exitCode()).isNotZero();
      assertRefusedInOneSentence(server.log(), "Only one of EXCHANGE_POSTGRES_URL");
    }
  }

  private static void assertRefusedInOneSentence(String log, String named) {
    assertThat(log).contains("APPLICATION FAILED TO START").contains(named);
    assertThat(log).doesNotContain("\tat ");
  }
}
