package exchange.api;

import exchange.api.iso20022.Camt053;
import exchange.api.iso20022.Pain001;
import exchange.api.pdf.Paper;
import exchange.api.rest.BankMessages;
import exchange.api.rest.ClientSecrets;
import exchange.api.rest.Papers;
import exchange.api.rest.StoreTrouble;
import exchange.api.security.ClientCredentials;
import exchange.api.web.MemberSecrets;
import exchange.api.web.PaymentOrders;
import exchange.api.web.StoreFailures;
import exchange.core.bank.BankStatement;
import exchange.core.bank.PaymentFile;
import exchange.core.billing.Document;
import exchange.core.lease.Contract;
import exchange.core.member.Organization;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** What the HTTP side needs whichever books stand behind it. */
@Configuration(proxyBeanMethods = false)
public class HttpWiring {
  /** Threads of its own: those shared by a process end with the first server that ends. */
  @Bean
  ReactorResourceFactory httpThreads() {
    ReactorResourceFactory own = new ReactorResourceFactory();
    own.setUseGlobalResources(false);
    int threads = Runtime.getRuntime().availableProcessors();
    own.setLoopResourcesSupplier(() -> LoopResources.create("http", threads, true));
    return own;
  }

  @Bean
  ClientSecrets clientSecrets(ClientCredentials credentials) {
    return new ClientSecrets() {
      @Override
      public String of(String clientId) {
        return credentials.secretOf(clientId);
      }

      @Override
      public Mono<String> hash(String secret) {
        return credentials.hash(secret);
      }
    };
  }

  @Bean
  Papers papers(MessageSource messages) {
    Paper paper = new Paper(messages);
    return new Papers() {
      @Override
      public byte[] of(
          Document document, Contract contract, Map<UUID, Organization> members, Locale language) {
        return paper.of(document, contract, members, language);
      }

      @Override
      public byte[] of(Contract contract, Map<UUID, Organization> members, Locale language) {
        return paper.of(contract, members, language);
      }
    };
  }

  @Bean
  BankMessages bankMessages() {
    return new BankMessages() {
      @Override
      public BankStatement read(String statement) {
        return Camt053.read(statement);
      }

      @Override
      public String write(PaymentFile file) {
        return Pain001.write(file);
      }
    };
  }

  @Bean
  PaymentOrders paymentOrders() {
    return Pain001::write;
  }

  @Bean
  MemberSecrets memberSecrets(ClientSecrets secrets) {
    return new MemberSecrets() {
      @Override
      public String of(String clientId) {
        return secrets.of(clientId);
      }

      @Override
      public Mono<String> hash(String secret) {
        return secrets.hash(secret);
      }
    };
  }

  @Bean
  StoreFailures storeFailures() {
    return StoreTrouble::isBehind;
  }
}
