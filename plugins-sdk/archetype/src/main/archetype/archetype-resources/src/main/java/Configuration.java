package ${package};

import org.osgi.service.metatype.annotations.AttributeDefinition;
#if($authentication != 'none')
import org.osgi.service.metatype.annotations.AttributeType;
#end
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How an instance is configured. What begins with an underscore is a secret. */
@ObjectClassDefinition(name = "${title}")
@interface Configuration {

    /** The address. */
    @AttributeDefinition(name = "Server", description = "Its address, such as https://${type}.example/api.")
    String server();
#if($authentication == 'header')

    /** The token. */
    @AttributeDefinition(name = "Token", description = "With the right to read.", type = AttributeType.PASSWORD)
    String _token();
#elseif($authentication == 'basic')

    /** The user. */
    @AttributeDefinition(name = "User", description = "A user with the right to read.")
    String user();

    /** The password. */
    @AttributeDefinition(name = "Password", description = "The user's password.", type = AttributeType.PASSWORD)
    String _password();
#elseif($authentication == 'oauth2')

    /** The client. */
    @AttributeDefinition(name = "Client", description = "The id of an OAuth2 client with the right to read.")
    String client();

    /** The secret. */
    @AttributeDefinition(name = "Secret", description = "The secret of the client.", type = AttributeType.PASSWORD)
    String _secret();
#end
}
