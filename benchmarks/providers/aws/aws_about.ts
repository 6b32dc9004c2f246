/** What is true of every service of AWS's. */

export const awsKeys = "Keys come from AWS's own chain (variables, profiles, web identity, a " +
  "container's or EC2's metadata service) and are renewed five " +
  "minutes before they expire, never inside a measured request.";
export const awsMetadata = "EC2's metadata service is asked only on a machine of EC2's, or where " +
  "AWS_EC2_METADATA_SERVICE_ENDPOINT names one: elsewhere nobody is at its address.";

/** Variables that say where in the world a service is asked, for `{region}` of a base URL: AWS's own, and LiteLLM's. */
export const regionNames = ["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_REGION_NAME"];
