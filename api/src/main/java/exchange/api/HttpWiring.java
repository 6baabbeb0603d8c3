package exchange.api;

import exchange.api.rest.ClientSecrets;
import exchange.api.rest.StoreTrouble;
import exchange.api.security.ClientCredentials;
import exchange.api.web.MemberSecrets;
import exchange.api.web.StoreFailures;
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
