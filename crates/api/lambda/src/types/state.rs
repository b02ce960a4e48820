//! What runs a function, and the states it goes through.

use wire::Shape;

/// AWS's `Runtime`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum Runtime {
    #[shape(name = "nodejs")]
    Nodejs,
    #[shape(name = "nodejs4.3")]
    Nodejs43,
    #[shape(name = "nodejs6.10")]
    Nodejs610,
    #[shape(name = "nodejs8.10")]
    Nodejs810,
    #[shape(name = "nodejs10.x")]
    Nodejs10X,
    #[shape(name = "nodejs12.x")]
    Nodejs12X,
    #[shape(name = "nodejs14.x")]
    Nodejs14X,
    #[shape(name = "nodejs16.x")]
    Nodejs16X,
    #[shape(name = "java8")]
    Java8,
    #[shape(name = "java8.al2")]
    Java8Al2,
    #[shape(name = "java11")]
    Java11,
    #[shape(name = "python2.7")]
    Python27,
    #[shape(name = "python3.6")]
    Python36,
    #[shape(name = "python3.7")]
    Python37,
    #[shape(name = "python3.8")]
    Python38,
    #[shape(name = "python3.9")]
    Python39,
    #[shape(name = "dotnetcore1.0")]
    Dotnetcore10,
    #[shape(name = "dotnetcore2.0")]
    Dotnetcore20,
    #[shape(name = "dotnetcore2.1")]
    Dotnetcore21,
    #[shape(name = "dotnetcore3.1")]
    Dotnetcore31,
    #[shape(name = "dotnet6")]
    Dotnet6,
    #[shape(name = "dotnet8")]
    Dotnet8,
    #[shape(name = "nodejs4.3-edge")]
    Nodejs43Edge,
    #[shape(name = "go1.x")]
    Go1X,
    #[shape(name = "ruby2.5")]
    Ruby25,
    #[shape(name = "ruby2.7")]
    Ruby27,
    #[shape(name = "provided")]
    Provided,
    #[shape(name = "provided.al2")]
    ProvidedAl2,
    #[shape(name = "nodejs18.x")]
    Nodejs18X,
    #[shape(name = "python3.10")]
    Python310,
    #[shape(name = "java17")]
    Java17,
    #[shape(name = "ruby3.2")]
    Ruby32,
    #[shape(name = "ruby3.3")]
    Ruby33,
    #[shape(name = "ruby3.4")]
    Ruby34,
    #[shape(name = "python3.11")]
    Python311,
    #[shape(name = "nodejs20.x")]
    Nodejs20X,
    #[shape(name = "provided.al2023")]
    ProvidedAl2023,
    #[shape(name = "python3.12")]
    Python312,
    #[shape(name = "java21")]
    Java21,
    #[shape(name = "python3.13")]
    Python313,
    #[shape(name = "nodejs22.x")]
    Nodejs22X,
    #[shape(name = "nodejs24.x")]
    Nodejs24X,
    #[shape(name = "python3.14")]
    Python314,
    #[shape(name = "java25")]
    Java25,
    #[shape(name = "dotnet10")]
    Dotnet10,
    #[shape(name = "ruby4.0")]
    Ruby40,
}

/// AWS's `State`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum State {
    Pending,
    Active,
    Inactive,
    Failed,
    Deactivating,
    Deactivated,
    ActiveNonInvocable,
    Deleting,
}

/// AWS's `StateReasonCode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum StateReasonCode {
    #[shape(name = "Idle")]
    Idle,
    #[shape(name = "Creating")]
    Creating,
    #[shape(name = "Restoring")]
    Restoring,
    #[shape(name = "EniLimitExceeded")]
    EniLimitExceeded,
    #[shape(name = "InsufficientRolePermissions")]
    InsufficientRolePermissions,
    #[shape(name = "InvalidConfiguration")]
    InvalidConfiguration,
    #[shape(name = "InternalError")]
    InternalError,
    #[shape(name = "SubnetOutOfIPAddresses")]
    SubnetOutOfIPAddresses,
    #[shape(name = "InvalidSubnet")]
    InvalidSubnet,
    #[shape(name = "InvalidSecurityGroup")]
    InvalidSecurityGroup,
    #[shape(name = "ImageDeleted")]
    ImageDeleted,
    #[shape(name = "ImageAccessDenied")]
    ImageAccessDenied,
    #[shape(name = "InvalidImage")]
    InvalidImage,
    #[shape(name = "KMSKeyAccessDenied")]
    KMSKeyAccessDenied,
    #[shape(name = "KMSKeyNotFound")]
    KMSKeyNotFound,
    #[shape(name = "InvalidStateKMSKey")]
    InvalidStateKMSKey,
    #[shape(name = "DisabledKMSKey")]
    DisabledKMSKey,
    #[shape(name = "EFSIOError")]
    EFSIOError,
    #[shape(name = "EFSMountConnectivityError")]
    EFSMountConnectivityError,
    #[shape(name = "EFSMountFailure")]
    EFSMountFailure,
    #[shape(name = "EFSMountTimeout")]
    EFSMountTimeout,
    #[shape(name = "InvalidRuntime")]
    InvalidRuntime,
    #[shape(name = "InvalidZipFileException")]
    InvalidZipFileException,
    #[shape(name = "FunctionError")]
    FunctionError,
    #[shape(name = "DrainingDurableExecutions")]
    DrainingDurableExecutions,
    #[shape(name = "VcpuLimitExceeded")]
    VcpuLimitExceeded,
    #[shape(name = "CapacityProviderScalingLimitExceeded")]
    CapacityProviderScalingLimitExceeded,
    #[shape(name = "InsufficientCapacity")]
    InsufficientCapacity,
    #[shape(name = "EC2RequestLimitExceeded")]
    EC2RequestLimitExceeded,
    #[shape(name = "FunctionError.InitTimeout")]
    FunctionErrorInitTimeout,
    #[shape(name = "FunctionError.RuntimeInitError")]
    FunctionErrorRuntimeInitError,
    #[shape(name = "FunctionError.ExtensionInitError")]
    FunctionErrorExtensionInitError,
    #[shape(name = "FunctionError.InvalidEntryPoint")]
    FunctionErrorInvalidEntryPoint,
    #[shape(name = "FunctionError.InvalidWorkingDirectory")]
    FunctionErrorInvalidWorkingDirectory,
    #[shape(name = "FunctionError.PermissionDenied")]
    FunctionErrorPermissionDenied,
    #[shape(name = "FunctionError.TooManyExtensions")]
    FunctionErrorTooManyExtensions,
    #[shape(name = "FunctionError.InitResourceExhausted")]
    FunctionErrorInitResourceExhausted,
    #[shape(name = "DisallowedByVpcEncryptionControl")]
    DisallowedByVpcEncryptionControl,
}

/// AWS's `LastUpdateStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum LastUpdateStatus {
    Successful,
    Failed,
    InProgress,
}

/// AWS's `LastUpdateStatusReasonCode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum LastUpdateStatusReasonCode {
    #[shape(name = "EniLimitExceeded")]
    EniLimitExceeded,
    #[shape(name = "InsufficientRolePermissions")]
    InsufficientRolePermissions,
    #[shape(name = "InvalidConfiguration")]
    InvalidConfiguration,
    #[shape(name = "InternalError")]
    InternalError,
    #[shape(name = "SubnetOutOfIPAddresses")]
    SubnetOutOfIPAddresses,
    #[shape(name = "InvalidSubnet")]
    InvalidSubnet,
    #[shape(name = "InvalidSecurityGroup")]
    InvalidSecurityGroup,
    #[shape(name = "ImageDeleted")]
    ImageDeleted,
    #[shape(name = "ImageAccessDenied")]
    ImageAccessDenied,
    #[shape(name = "InvalidImage")]
    InvalidImage,
    #[shape(name = "KMSKeyAccessDenied")]
    KMSKeyAccessDenied,
    #[shape(name = "KMSKeyNotFound")]
    KMSKeyNotFound,
    #[shape(name = "InvalidStateKMSKey")]
    InvalidStateKMSKey,
    #[shape(name = "DisabledKMSKey")]
    DisabledKMSKey,
    #[shape(name = "EFSIOError")]
    EFSIOError,
    #[shape(name = "EFSMountConnectivityError")]
    EFSMountConnectivityError,
    #[shape(name = "EFSMountFailure")]
    EFSMountFailure,
    #[shape(name = "EFSMountTimeout")]
    EFSMountTimeout,
    #[shape(name = "InvalidRuntime")]
    InvalidRuntime,
    #[shape(name = "InvalidZipFileException")]
    InvalidZipFileException,
    #[shape(name = "FunctionError")]
    FunctionError,
    #[shape(name = "VcpuLimitExceeded")]
    VcpuLimitExceeded,
    #[shape(name = "CapacityProviderScalingLimitExceeded")]
    CapacityProviderScalingLimitExceeded,
    #[shape(name = "InsufficientCapacity")]
    InsufficientCapacity,
    #[shape(name = "EC2RequestLimitExceeded")]
    EC2RequestLimitExceeded,
    #[shape(name = "FunctionError.InitTimeout")]
    FunctionErrorInitTimeout,
    #[shape(name = "FunctionError.RuntimeInitError")]
    FunctionErrorRuntimeInitError,
    #[shape(name = "FunctionError.ExtensionInitError")]
    FunctionErrorExtensionInitError,
    #[shape(name = "FunctionError.InvalidEntryPoint")]
    FunctionErrorInvalidEntryPoint,
    #[shape(name = "FunctionError.InvalidWorkingDirectory")]
    FunctionErrorInvalidWorkingDirectory,
    #[shape(name = "FunctionError.PermissionDenied")]
    FunctionErrorPermissionDenied,
    #[shape(name = "FunctionError.TooManyExtensions")]
    FunctionErrorTooManyExtensions,
    #[shape(name = "FunctionError.InitResourceExhausted")]
    FunctionErrorInitResourceExhausted,
    #[shape(name = "DisallowedByVpcEncryptionControl")]
    DisallowedByVpcEncryptionControl,
}
