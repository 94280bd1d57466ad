// One environment in Azure: the bot's registration for Teams, two replicas of the container,
// PostgreSQL, and a key vault, which the service reads through its own identity.
//
//   az deployment group create --resource-group GROUP --template-file deploy/azure/main.bicep \
//     --parameters image=REGISTRY/social-media-policy-bot:TAG encryptionKey=… databasePassword=…
//
// Written against the documented resource types, and not deployed by those who wrote it: run it with
// `--what-if` first. What can be checked without Azure is checked in tests/deploy/test_azure.py.
targetScope = 'resourceGroup'

@description('Where everything stands. Reports are personal data: keep them in the United Kingdom.')
param location string = 'uksouth'

@description('The beginning of every name.')
@maxLength(16)
param name string = 'policybot'

@description('The container image, with its tag or digest.')
param image string

@secure()
@description('32 bytes in base64. Keep a copy apart from Azure: without it no report can be read.')
param encryptionKey string

@secure()
@description('The password of the database. It becomes part of an address: letters and digits only.')
@minLength(24)
param databasePassword string

@description('Directory object ids of those who may confirm the channel for reports, with commas.')
param operators string = ''

@minValue(2)
@maxValue(10)
param replicas int = 2

var unique = '${name}-${uniqueString(resourceGroup().id)}'
var app = '${name}-app'
var secretsUser = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: take(replace(unique, '-', ''), 24)
  location: location
  properties: {
    sku: { family: 'A', name: 'standard' }
    tenantId: tenant().tenantId
    enableRbacAuthorization: true
    enablePurgeProtection: true
  }
}

resource keySecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'encryption-key'
  properties: { value: encryptionKey }
}

resource databaseSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'database-url'
  properties: {
    value: 'postgresql+psycopg://bot:${databasePassword}@${database.properties.fullyQualifiedDomainName}/bot?sslmode=require'
  }
}

resource mayRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, secretsUser)
  scope: vault
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: secretsUser
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: unique
  location: location
  sku: { name: 'Standard_B2s', tier: 'Burstable' }
  properties: {
    version: '17'
    administratorLogin: 'bot'
    administratorLoginPassword: databasePassword
    storage: { storageSizeGB: 32 }
    backup: { backupRetentionDays: 14, geoRedundantBackup: 'Disabled' }
  }

  resource records 'databases' = {
    name: 'bot'
  }

  // Azure's own services alone; a private network is the next step, where there is one.
  resource fromAzure 'firewallRules' = {
    name: 'azure-services'
    properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
  }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: { sku: { name: 'PerGB2018' }, retentionInDays: 30 }
}

resource apps 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: '${name}-environment'
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

var settings = [
  { name: 'BOT_APP_TYPE', value: 'UserAssignedMSI' }
  { name: 'BOT_APP_ID', value: identity.properties.clientId }
  { name: 'BOT_TENANT_ID', value: tenant().tenantId }
  { name: 'BOT_DELIVERY_ENGINE', value: 'procrastinate' }
  { name: 'BOT_OPERATORS', value: operators }
  { name: 'BOT_PUBLIC_URL', value: 'https://${app}.${apps.properties.defaultDomain}' }
  { name: 'BOT_ENCRYPTION_KEY', secretRef: 'encryption-key' }
  { name: 'BOT_DATABASE_URL', secretRef: 'database-url' }
]

resource bot 'Microsoft.App/containerApps@2024-03-01' = {
  name: app
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  dependsOn: [mayRead]
  properties: {
    environmentId: apps.id
    configuration: {
      ingress: { external: true, targetPort: 3978, transport: 'http' }
      secrets: [
        { name: 'encryption-key', keyVaultUrl: keySecret.properties.secretUri, identity: identity.id }
        { name: 'database-url', keyVaultUrl: databaseSecret.properties.secretUri, identity: identity.id }
      ]
    }
    template: {
      terminationGracePeriodSeconds: 40
      initContainers: [
        { name: 'migrate', image: image, args: ['migrate'], env: settings, resources: { cpu: json('0.5'), memory: '1Gi' } }
      ]
      containers: [
        {
          name: 'bot'
          image: image
          env: settings
          resources: { cpu: json('0.5'), memory: '1Gi' }
          probes: [
            { type: 'Liveness', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 15 }
            { type: 'Readiness', httpGet: { path: '/readyz', port: 3978 }, periodSeconds: 5, timeoutSeconds: 5 }
            { type: 'Startup', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 2, failureThreshold: 30 }
          ]
        }
      ]
      scale: { minReplicas: replicas, maxReplicas: replicas }
    }
  }
}

resource registration 'Microsoft.BotService/botServices@2022-09-15' = {
  name: unique
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'S1' }
  properties: {
    displayName: 'Social media policy'
    endpoint: 'https://${bot.properties.configuration.ingress.fqdn}/api/messages'
    msaAppType: 'UserAssignedMSI'
    msaAppId: identity.properties.clientId
    msaAppMSIResourceId: identity.id
    msaAppTenantId: tenant().tenantId
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: { channelName: 'MsTeamsChannel', properties: { isEnabled: true } }
  }
}

output endpoint string = registration.properties.endpoint
output appId string = identity.properties.clientId
