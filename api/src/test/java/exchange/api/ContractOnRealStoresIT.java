package exchange.api;

import static java.util.stream.Collectors.partitioningBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import exchange.api.jobs.Job;
import exchange.api.rest.AccessTable;
import exchange.api.rest.BadInputTable;
import exchange.api.rest.ContractTable;
import exchange.api.rest.IdempotencyTable;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The tables that the REST side passes in memory, passed by the whole server. */
class ContractOnRealStoresIT {
  /** Of the bad inputs: which field is wrong how is found out before any store is asked. */
  private static final int EVERY = 7;

  private RunningExchange exchange;

  @BeforeEach
  void start() {
    exchange = RunningExchange.start("--exchange.webhooks.most=1000", "--exchange.most-holds=1000");
    // So that nothing but the calls changes what is stored.
    for (String job :
        List.of(
            "matching",
            "sending",
            "billing",
            "sealing",
            "statingReserves",
            "settlingCards",
            "reconciling")) {
      exchange.context().getBean(job, Job.class).stop();
    }
  }

  @AfterEach
  void stop() {
    Books.areInOrder(exchange);
    exchange.close();
  }

  @TestFactory
  Stream<DynamicTest> everyOperationAnswersAsTheContractSays() {
    return ContractTable.cases(exchange.world());
  }

  @TestFactory
  Stream<DynamicTest> everyPostHappensOnce() {
    return IdempotencyTable.cases(exchange.world());
  }

  @TestFactory
  Stream<DynamicTest> nobodyGetsInWhoMustNotAndNothingIsStored() {
    Map<Boolean, List<DynamicTest>> byStranger =
        AccessTable.cases(exchange.world())
            .collect(partitioningBy(each -> each.getDisplayName().endsWith("as a stranger")));
    // A stranger may well store things of its own.
    return Stream.concat(andNothingStored(byStranger.get(false)), byStranger.get(true).stream());
  }

  @TestFactory
  Stream<DynamicTest> mistakesAreAnsweredAndNothingIsStored() {
    List<DynamicTest> cases = BadInputTable.cases(exchange.world()).toList();
    int last = cases.size() - 1;
    return andNothingStored(
        IntStream.rangeClosed(0, last)
            .filter(i -> i % EVERY == 0 || i == last)
            .mapToObj(cases::get)
            .toList());
  }

  private Stream<DynamicTest> andNothingStored(List<DynamicTest> cases) {
    long before = rows();
    return Stream.concat(
        cases.stream(),
        Stream.of(dynamicTest("no row was added", () -> assertThat(rows()).isEqualTo(before))));
  }

  /** Every change leaves an event, every answer to a POST an attempt. */
  private long rows() {
    return exchange.number(
        """
        select (select count(*) from event) + (select count(*) from attempt)
          + (select count(*) from organization) + (select count(*) from warehouse)
          + (select count(*) from listing) + (select count(*) from lease_request)
          + (select count(*) from quote) + (select count(*) from reservation)
          + (select count(*) from contract) + (select count(*) from account)
          + (select count(*) from billing) + (select count(*) from document)
          + (select count(*) from posting) + (select count(*) from matching_round)
          + (select count(*) from webhook) + (select count(*) from delivery)
        """);
  }
}
