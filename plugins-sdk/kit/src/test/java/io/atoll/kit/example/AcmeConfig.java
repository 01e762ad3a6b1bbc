package io.atoll.kit.example;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "Acme")
@interface AcmeConfig {

    @AttributeDefinition(name = "Server", description = "Its address, such as https://acme.example/api.")
    String server();

    @AttributeDefinition(name = "Client", description = "The id of an OAuth2 client with the scope read.")
    String client();

    @AttributeDefinition(name = "Secret", description = "The secret of the client.", type = AttributeType.PASSWORD)
    String _secret();
}
