package exchange.api;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.api.jobs.Job;
import exchange.api.rest.Things;
import exchange.api.rest.World;
import exchange.client.model.CertificateRequest;
import exchange.client.model.RoundCertificate;
import exchange.matcher.certificate.CertificateChecker;
import exchange.matcher.solve.JsonFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A partner checks a round that it had no part in, from what the exchange publishes of it. */
class RoundCertificateIT {

  @Test
  void aPartnerCanCheckARoundAndIsNotFooled() throws Exception {
    try (RunningExchange exchange = RunningExchange.start()) {
      exchange.context().getBean("matching", Job.class).stop();
      World world = exchange.world();
      Things.make(world);
      // The first left a request open, which the second's round has to place.
      UUID round = UUID.fromString(Things.make(world).id("matchingRoundId"));
      RoundCertificate certificate = exchange.operator().rounds.getCertificate(round);
      assertThat(certificate.getRequests()).isNotEmpty();
      assertThat(certificate.getPlan()).anyMatch(choices -> !choices.isEmpty());
      assertThat(faults(certificate)).isEmpty();

      certificate.setBound(certificate.getBound() + 1);
      assertThat(faults(certificate)).isNotEmpty();
      certificate.setBound(certificate.getBound() - 1);
      CertificateRequest first = certificate.getRequests().get(0);
      first.setBudget(first.getBudget() + 1);
      assertThat(faults(certificate)).isNotEmpty();
    }
  }

  private static List<String> faults(RoundCertificate certificate) {
    String json = JsonMapper.shared().writeValueAsString(certificate);
    JsonFormat.Certified read = JsonFormat.parseCertified(json);
    return CertificateChecker.faults(read.problem(), read.plan(), read.certificate());
  }
}
